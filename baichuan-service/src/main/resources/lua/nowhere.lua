-- nowhere: whether an id is in no index of its handler at all.
--
-- KEYS[1] mq:queue:{name}   list  ids
-- KEYS[2…]                  zsets of ids
-- ARGV[1] the id
--
-- Returns 1 when nothing has it.
for k = 2, #KEYS do
  if redis.call('ZSCORE', KEYS[k], ARGV[1]) then return 0 end
end
return redis.call('LPOS', KEYS[1], ARGV[1]) and 0 or 1
