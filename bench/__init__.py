"""Benchmarks: figures as ratios against a peer run beside; they never decide a test."""
