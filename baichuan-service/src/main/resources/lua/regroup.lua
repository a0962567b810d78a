-- regroup: what keeps a group from going on is found, and mended when told to. Begins with groups.lua.
--
-- KEYS[1…8] as in groups.lua
-- KEYS[9] mq:wip:{name}   KEYS[10] mq:lease:{name}   zsets of ids in somebody's hand
-- ARGV[1] the group, ARGV[2] 1 to mend it, ARGV[3…] ids in its list that have no message
--
-- Returns {1 when it has messages, none of them running, and no turn, ids that count as running and are in nobody's hand}.
local group, strays = ARGV[1], {}
local running = redis.call('SMEMBERS', KEYS[7] .. group)
for _, id in ipairs(running) do
  if not redis.call('ZSCORE', KEYS[9], id) and not redis.call('ZSCORE', KEYS[10], id) then strays[#strays + 1] = id end
end
local isStuck = #running == 0 and redis.call('EXISTS', KEYS[6] .. group) == 1 and not redis.call('ZSCORE', KEYS[5], group)
if ARGV[2] == '1' then
  for i = 3, #ARGV do
    local gone = redis.call('LREM', KEYS[6] .. group, 0, ARGV[i])
    if gone > 0 then redis.call('DECRBY', KEYS[6], gone) end
  end
  for _, id in ipairs(strays) do redis.call('SREM', KEYS[7] .. group, id) end
  takeTurns(group, time[1] * 1000000 + time[2])
end
return {isStuck and 1 or 0, strays}
