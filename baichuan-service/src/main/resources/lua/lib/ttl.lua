-- ttl: how long an ended message is kept. Producers of the Python service also write texts such
-- as 2h.
--
-- KEYS    none of its own
-- Returns nothing: it defines keepOf, expireIn.
local UNITS = {s = 1, m = 60, h = 3600, d = 86400}
local function secondsOf(text)
  local count, unit = string.match(text or '', '^(%d+)([smhd])$')
  return count and count * UNITS[unit] or tonumber(text or '')
end

-- Seconds an ended message is kept, -1 for ever, 0 without its result. `without` names the
-- statuses that keep no result although the hash has an hour: a Python worker never ends a
-- message that has 0. A failure is kept for a day at least, unless the message says otherwise.
local function keepOf(status, ttl, failure, without)
  if string.find(without or '', status, 1, true) then return 0 end
  local keep = secondsOf(ttl) or 86400
  if status ~= 'failed' then return keep end
  return secondsOf(failure) or (keep < 0 and keep or math.max(keep, 86400))
end

local AN_HOUR = 3600 -- a message without result leaves an empty hash for so long
local function expireIn(key, keep) redis.call('EXPIRE', key, keep > 0 and keep or AN_HOUR) end
