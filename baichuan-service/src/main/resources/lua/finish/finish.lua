-- finish: see lib/finish.lua.
-- Libraries: time ttl lease finish
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1] the time as text; then seven for each key: token, lease_until it must still have (''
--   for any), 1 when it may be retried, status, stat, result, exc_info
--
-- Returns for each key what lib/finish.lua says.
local answers = {}
for i, key in ipairs(KEYS) do
  answers[i] = finish(key, ARGV[1], unpack(ARGV, 7 * i - 5, 7 * i + 1))
end
return answers
