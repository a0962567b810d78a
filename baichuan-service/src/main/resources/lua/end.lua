-- end: finish.lua and conclude.lua in one go.
--
-- KEYS[i] mq:msg:<id>
-- ARGV as in finish.lua, but ARGV[1] is in lines: the time as text, what stands for a handler in the keys below, mq:msg:, each key of conclude.lua
--
-- Returns as finish.lua, and behind what it says to an ended message what conclude.lua said to its handler.
local lines = {}
for line in string.gmatch(ARGV[1], '[^\n]+') do lines[#lines + 1] = line end
ARGV[1] = lines[1]
local told, byHandler = finish(KEYS, ARGV), {}
for i, answer in ipairs(told) do
  if answer[1] == 'OK' then
    local handler = answer[2]
    local args = byHandler[handler] or {2 ^ 52}
    byHandler[handler] = args
    args[#args + 1], args[#args + 2], args[#args + 3] = string.sub(KEYS[i], #lines[3] + 1), ARGV[7 * i - 2], answer[3]
  end
end
for handler, args in pairs(byHandler) do
  local keys = {}
  for i = 4, #lines do keys[i - 3] = string.gsub(lines[i], lines[2], function() return handler end) end
  byHandler[handler] = conclude(keys, args)
end
for _, answer in ipairs(told) do
  if answer[1] == 'OK' then answer[13] = byHandler[answer[2]] end
end
return told
