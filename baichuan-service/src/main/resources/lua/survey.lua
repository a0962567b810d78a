-- survey: what a queue's indexes leave to recovery; delayed ids that are due become claimable here and now. Begins with groups.lua, places.lua.
--
-- KEYS[1…8] as in groups.lua
-- KEYS[9] mq:pending:{name}  KEYS[10] mq:lease:{name}  KEYS[11] mq:ending:{name}  KEYS[12] mq:expiring:{name}  KEYS[13] mq:wip:{name}
-- KEYS[14] mq:finished:{name}  KEYS[15] mq:failed:{name}  KEYS[16] mq:returned:{name}
-- ARGV[1] how long an announced id is left to its publisher (ms)
-- ARGV[2] how many ids of each kind at most
-- ARGV[3] for how long an id that was taken from a Python worker is looked at (ms)
--
-- Returns {time (ms), how many delayed ids became claimable, stale announced ids, ids whose lease ran out, ids that owe an on_finish, ids that
-- should have been started, ids that Python workers have taken and their scores in turn, 1 when these are all of them, ids that were taken from
-- Python workers, what there is (0 nothing, 1 ended messages, 2 claimable ones, 3 ids that time moves), how many ids left the registries because
-- their messages are gone}.
local waiting = tonumber(redis.call('GET', KEYS[6]) or 0) > 0 or redis.call('EXISTS', KEYS[1], KEYS[4]) > 0
if not waiting and redis.call('EXISTS', KEYS[2], unpack(KEYS, 9)) == 0 then return {now, 0, {}, {}, {}, {}, {}, 1, {}, 0, 0} end
local due = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, ARGV[2])
if #due > 0 then redis.call('ZREM', KEYS[2], unpack(due)) end
enter(due, false)
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[9], now + ARGV[1], '+inf', 'LIMIT', 0, ARGV[2])) do
  redis.call('ZADD', KEYS[9], 'XX', now, id) -- announced by a clock that was set back since
end
local trimmed = 0
for _, key in ipairs({KEYS[14], KEYS[15]}) do
  local gone = redis.call('ZRANGEBYSCORE', key, 0, time[1], 'LIMIT', 0, 1000) -- the original's -1 is for ever
  if #gone > 0 then trimmed = math.max(trimmed, redis.call('ZREM', key, unpack(gone))) end
end
local foreign, taken, ids = {}, {}, {}
if redis.call('ZCARD', KEYS[13]) > redis.call('ZCARD', KEYS[10]) then
  taken = redis.call('ZRANGE', KEYS[13], 0, 999, 'WITHSCORES')
end
for i = 1, #taken, 2 do ids[#ids + 1] = taken[i] end
local ours = #ids > 0 and redis.call('ZMSCORE', KEYS[10], unpack(ids)) or {}
for i, id in ipairs(ids) do
  if not ours[i] then foreign[#foreign + 1], foreign[#foreign + 2] = id, taken[2 * i] end
end
redis.call('ZREMRANGEBYSCORE', KEYS[16], '-inf', now - ARGV[3])
local returned = redis.call('ZRANGE', KEYS[16], 0, ARGV[2] - 1)
local content = 0
if redis.call('EXISTS', KEYS[2], KEYS[9], KEYS[10], KEYS[11], KEYS[12], KEYS[13], KEYS[16]) > 0 then
  content = 3
elseif waiting or #due > 0 then
  content = 2
elseif redis.call('EXISTS', KEYS[14], KEYS[15]) > 0 then
  content = 1
end
local function until_(key, score) return redis.call('ZRANGEBYSCORE', key, '-inf', score, 'LIMIT', 0, ARGV[2]) end
return {now, #due, until_(KEYS[9], now - ARGV[1]), until_(KEYS[10], now), until_(KEYS[11], 0), until_(KEYS[12], now), foreign,
  #ids < 1000 and 1 or 0, returned, content, trimmed}
