-- survey: what a queue's indexes leave to recovery; delayed ids that are due become claimable
-- here and now.
-- Libraries: time indexes groups enter python
--
-- KEYS[1…18] as in lib/indexes.lua
-- ARGV[1] for how long announced ids are left to their publisher (ms), ARGV[2] how many ids of
--   each kind at most,
-- ARGV[3] for how long an id that was taken from a Python worker is watched (ms)
--
-- Returns {time (ms), how many delayed ids became claimable, stale announced ids, ids whose lease
-- ran out, ended ids that need a report, ids that should have been started, ids that Python
-- workers have taken and their scores in turn, 1 when these are all, ids that were taken from
-- Python workers, what there is (0 nothing, 1 ended messages, 2 claimable ones, 3 ids that time
-- moves), how many ids left the registries because their messages are gone}.
local q, most = indexesFrom(1, 18), ARGV[2]
local function before(key, score)
  return redis.call('ZRANGEBYSCORE', key, '-inf', score, 'LIMIT', 0, most)
end
local function isMoving()
  return redis.call('EXISTS', q.delayed, q.pending, q.lease, q.ending, q.expiring, q.wip,
    q.returned) > 0
end
local function isEnded() return redis.call('EXISTS', q.finished, q.failed) > 0 end

local isWaiting = tonumber(redis.call('GET', q.group) or 0) > 0
  or redis.call('EXISTS', q.queue, q.urgent) > 0
if not isWaiting and not isMoving() and not isEnded() then
  return {now, 0, {}, {}, {}, {}, {}, 1, {}, 0, 0}
end

local due = before(q.delayed, now)
if #due > 0 then redis.call('ZREM', q.delayed, unpack(due)) end
enter(q, due, false)
local early = redis.call('ZRANGEBYSCORE', q.pending, now + ARGV[1], '+inf', 'LIMIT', 0, most)
for _, id in ipairs(early) do -- announced by a clock that was set back since
  redis.call('ZADD', q.pending, 'XX', now, id)
end
local trimmed = 0
for _, key in ipairs({q.finished, q.failed}) do
  -- the Python service writes -1 for ever
  local gone = redis.call('ZRANGEBYSCORE', key, 0, seconds, 'LIMIT', 0, 1000)
  if #gone > 0 then trimmed = math.max(trimmed, redis.call('ZREM', key, unpack(gone))) end
end
local taken, isAll = takenByPython(q)
redis.call('ZREMRANGEBYSCORE', q.returned, '-inf', now - ARGV[3])
local returned = redis.call('ZRANGE', q.returned, 0, most - 1)

local content = 0
if isMoving() then
  content = 3
elseif isWaiting or #due > 0 then
  content = 2
elseif isEnded() then
  content = 1
end
return {now, #due, before(q.pending, now - ARGV[1]), before(q.lease, now), before(q.ending, 0),
  before(q.expiring, now), taken, isAll and 1 or 0, returned, content, trimmed}
