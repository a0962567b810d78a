-- ttl: not a script but a beginning of scripts that read times to live: the original's producers also write texts such as 2h.
--
-- KEYS    none of its own
-- Returns nothing: it defines keepOf.
local units = {s = 1, m = 60, h = 3600, d = 86400}
local function seconds(text)
  local count, unit = string.match(text or '', '^(%d+)([smhd])$')
  return count and count * units[unit] or tonumber(text or '')
end
-- Seconds an ended message is kept, -1 for ever, 0 without its result; without: the statuses for which that is so although the hash has an
-- hour for the original's worker, which never ends a message that has 0. A failure can be looked at for a day, unless it says otherwise.
local function keepOf(status, ttl, failure, without)
  if string.find(without or '', status, 1, true) then return 0 end
  local keep = seconds(ttl) or 86400
  if status ~= 'failed' then return keep end
  return seconds(failure) or (keep < 0 and keep or math.max(keep, 86400))
end
