-- claim: take.lua and start.lua in one go, a few messages at a time until there are enough.
--
-- KEYS[1…5] as in take.lua   KEYS[6] mq:msg:   prefix of hashes
-- ARGV[1] how many at most, ARGV[2] after how many bytes of data no more are taken
-- ARGV[3…6] as ARGV[1…4] of start.lua, ARGV[7] what the tokens begin with; the first one ends with 1
--
-- Returns the ids and what start.lua says to each; or {'{'} for a queue with rules. What was taken and is too much has not been started: it
-- goes back to the front of its queue.
local FEW = 50
local taken, started, length = {}, {}, 0
while #taken < tonumber(ARGV[1]) and length < tonumber(ARGV[2]) do
  local ids = take(KEYS, {math.min(FEW, ARGV[1] - #taken), ARGV[5]})
  if ids[1] == '{' then return ids end
  if #ids == 0 then break end
  local keys, args, over = {}, {ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[2] - length}, {}
  for i, id in ipairs(ids) do
    keys[i], args[5 + i] = KEYS[6] .. id, ARGV[7] .. #taken + i
  end
  for i, answer in ipairs(start(keys, args)) do
    if answer[1] == 'over' then
      table.insert(over, 1, ids[i])
    else
      length = length + (answer[2] and #answer[2] or 0)
      taken[#taken + 1], started[#started + 1] = ids[i], answer
    end
  end
  if #over > 0 then
    redis.call('LPUSH', KEYS[1], unpack(over))
    redis.call('ZREM', KEYS[4], unpack(over))
    redis.call('ZREM', KEYS[5], unpack(over))
  end
end
return {taken, started}
