-- onetrip: take and start in one script, a few messages at a time until there are enough.
-- Libraries: time indexes take start
--
-- KEYS[1] mq:msg:   KEYS[2…6] as in lib/indexes.lua
-- ARGV[1…5] as in start.lua, ARGV[6] how many at most, ARGV[7] what the tokens begin with; the
--   first ends with 1
--
-- Returns {when the index lets their lease run out (ms), the ids, what start.lua says of each}, or
-- {'{'} for a queue with rules. An id that was taken and is too much has not been started: it
-- returns to the front of its queue.
local FEW = 50
local q, room, limit = indexesFrom(2, 5), tonumber(ARGV[5]), tonumber(ARGV[6])
local taker = {worker = ARGV[1], at = ARGV[2], lease = ARGV[3], keep = ARGV[4]}
local taken, answers = {}, {}

local function putBack(ids)
  redis.call('LPUSH', q.queue, unpack(ids))
  redis.call('ZREM', q.wip, unpack(ids))
  redis.call('ZREM', q.lease, unpack(ids))
end

while #taken < limit and room > 0 do
  local ids = take(q, math.min(FEW, limit - #taken), ARGV[3])
  if not ids then return {'{'} end
  if #ids == 0 then break end
  local keys, tokens, over = {}, {}, {}
  for i, id in ipairs(ids) do keys[i], tokens[i] = KEYS[1] .. id, ARGV[7] .. #taken + i end
  taker.room = room
  local started, length = start(keys, tokens, taker)
  room = room - length
  for i, answer in ipairs(started) do
    if answer[1] == 'over' then
      table.insert(over, 1, ids[i])
    else
      taken[#taken + 1], answers[#answers + 1] = ids[i], answer
    end
  end
  if #over > 0 then putBack(over) end
end
return {now + ARGV[3], taken, answers}
