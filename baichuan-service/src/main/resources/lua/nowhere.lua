-- nowhere: whether an id is in no index of its handler at all.
--
-- KEYS[1] mq:queue:{name}    list  ids
-- KEYS[2] mq:place:{name}    hash  id -> where it belongs, '=' and a group's name for one of these
-- KEYS[3] mq:group:{name}:   prefix of lists of ids
-- KEYS[4…]                   zsets of ids
-- ARGV[1] the id
--
-- Returns 1 when nothing has it.
for k = 4, #KEYS do
  if redis.call('ZSCORE', KEYS[k], ARGV[1]) then return 0 end
end
local group = string.match(redis.call('HGET', KEYS[2], ARGV[1]) or '', '^=(.*)$')
if group and redis.call('LPOS', KEYS[3] .. group, ARGV[1]) then return 0 end
return redis.call('LPOS', KEYS[1], ARGV[1]) and 0 or 1
