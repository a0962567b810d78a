-- onetrip: finish and conclude in one script, for messages of any handlers.
-- Libraries: time indexes groups ttl lease finish conclude
--
-- KEYS[1] mq:msg:   KEYS[2…17] what comes before the handler's name in lib/indexes.lua
-- KEYS[18…] mq:msg:<id>
-- ARGV as in finish.lua
--
-- Returns for each hash what lib/finish.lua says, and behind it for an ended one what
-- lib/conclude.lua returned.
local FIRST = 18
local answers, byHandler = {}, {}
for k = FIRST, #KEYS do
  local i = k - FIRST + 1
  answers[i] = finish(KEYS[k], ARGV[1], unpack(ARGV, 7 * i - 5, 7 * i + 1))
  if answers[i][1] == 'OK' then
    local handler, id = answers[i][2], string.sub(KEYS[k], #KEYS[1] + 1)
    local ended = byHandler[handler] or {ids = {}, ends = {}}
    byHandler[handler] = ended
    ended.ids[#ended.ids + 1] = id
    ended.ends[id] = {ARGV[7 * i - 2], answers[i][3], math.huge}
  end
end
for handler, ended in pairs(byHandler) do
  ended.isLimited = conclude(indexesOf(handler, 2, 16), ended.ids, ended.ends)
end
for _, answer in ipairs(answers) do
  if answer[1] == 'OK' then answer[14] = byHandler[answer[2]].isLimited end
end
return answers
