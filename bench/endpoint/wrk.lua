-- Asks variants of one query: fills in what varies and counts on, so that no request comes twice.
-- Arguments: the path, the media type, the first number, how many documents there are, 1 for the same each time.

local path, accept, number, documents, same

function init(arguments)
   path = arguments[1]
   accept = arguments[2]
   number = tonumber(arguments[3])
   documents = tonumber(arguments[4])
   same = arguments[5] == "1"
   wrk.headers["Accept"] = accept
   wrk.headers["User-Agent"] = "bench"
end

function request()
   if not same then
      number = number + 1
   end
   local document = (number * 7919) % documents
   local values = {
      ["@N"] = string.format("%d", number),
      ["@D"] = string.format("%d", document),
      ["@B"] = string.format("%d", (document * document) % 200),
      ["@M"] = string.format("%d", document % 500),
   }
   return wrk.format("GET", (string.gsub(path, "@%u", values)))
end

function done(summary, latency, requests)
   local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
   io.write(string.format(
      'FOUND {"requests": %d, "seconds": %f, "refused": %d, "failed": %d, "p50": %f, "p99": %f}\n',
      summary.requests, summary.duration / 1e6, summary.errors.status, failed,
      latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
