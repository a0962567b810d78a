-- ttl: not a script but a beginning of scripts that read times to live: the original's producers also write texts such as 2h.
--
-- KEYS    none of its own
-- Returns nothing: it defines keepOf.
local units = {s = 1, m = 60, h = 3600, d = 86400}
local function seconds(text)
  local count, unit = string.match(text or '', '^(%d+)([smhd])$')
  return count and count * units[unit] or tonumber(text or '')
end
local function keepOf(status, ttl, failure) -- seconds an ended message is kept, -1 for ever, 0 without its result
  return status == 'failed' and seconds(failure) or seconds(ttl) or 86400
end
