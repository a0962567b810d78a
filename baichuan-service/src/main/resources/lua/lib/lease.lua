-- lease: whether who presents a lease token still holds the message.
--
-- KEYS    none of its own
-- Returns nothing: it defines refusalOf.

-- Why nothing may be written, nil when it may. A Python worker has no token: '@' and its name
-- stand for one.
-- seen: the lease_until by which the caller judged, '' when it does not matter
local function refusalOf(origin, status, lease, worker, leaseUntil, token, seen)
  if not origin then return 'ERR_MSG_NOT_EXIST' end
  local isHeld = status == 'started' and (lease or '@' .. (worker or '')) == token
  if not isHeld or (seen ~= '' and seen ~= leaseUntil) then return 'ERR_LEASE_LOST' end
  return nil
end
