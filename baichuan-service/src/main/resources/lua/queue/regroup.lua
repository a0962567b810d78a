-- regroup: finds what keeps a group from going on, and repairs it when asked to.
-- Libraries: time indexes groups
--
-- KEYS[1…13] as in lib/indexes.lua
-- ARGV[1] the group, ARGV[2] 1 to repair it, ARGV[3…] ids in its list that have no message
--
-- Returns {1 when it has messages, none of them running, and no turn; ids that count as running
-- and are not held}.
local q, group, strays = indexesFrom(1, 13), ARGV[1], {}
local running = redis.call('SMEMBERS', q.running .. group)
for _, id in ipairs(running) do
  if not redis.call('ZSCORE', q.wip, id) and not redis.call('ZSCORE', q.lease, id) then
    strays[#strays + 1] = id
  end
end
local isWaiting = redis.call('EXISTS', q.group .. group) == 1
local isStuck = #running == 0 and isWaiting and not redis.call('ZSCORE', q.turns, group)
if ARGV[2] == '1' then
  for i = 3, #ARGV do
    local gone = redis.call('LREM', q.group .. group, 0, ARGV[i])
    if gone > 0 then redis.call('DECRBY', q.group, gone) end
  end
  for _, id in ipairs(strays) do redis.call('SREM', q.running .. group, id) end
  takeTurns(q, group, micros)
end
return {isStuck and 1 or 0, strays}
