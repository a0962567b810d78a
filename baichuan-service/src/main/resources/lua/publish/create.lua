-- create: see lib/create.lua.
-- Libraries: time create
--
-- KEYS[i] mq:msg:<id>
-- ARGV[1] when the ids were announced (ms)
-- ARGV[2] for how long after that a hash may be created (ms): later, recovery forgets announced
--   ids without one
-- ARGV[3…] as in lib/create.lua
--
-- Returns for each key '' when it was created now, else the status it has; nothing at all when it
-- is too late.
if now > ARGV[1] + ARGV[2] then return {} end
return create(1, 3)
