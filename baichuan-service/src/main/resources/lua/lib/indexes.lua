-- indexes: names for the index keys of one handler, in the order of Keys.java, which says what
-- each holds.
--
-- KEYS    none of its own
-- Returns nothing: it defines indexesFrom, indexesOf.
local INDEXES = {'queue', 'rules', 'paused', 'wip', 'lease', 'delayed', 'place', 'urgent', 'turns',
  'group', 'running', 'pending', 'ending', 'expiring', 'finished', 'failed', 'rate', 'returned',
  'totals'}

-- the index keys in KEYS, from this place on; a script gets only as many as it needs
local function indexesFrom(first, count)
  local q = {}
  for i = 1, count do q[INDEXES[i]] = KEYS[first + i - 1] end
  return q
end

-- the same for a handler that only the script knows: KEYS has what comes before the handler's name
local function indexesOf(handler, first, count)
  local q = {}
  for i = 1, count do q[INDEXES[i]] = KEYS[first + i - 1] .. handler .. '}' end
  q.group, q.running = q.group .. ':', q.running .. ':'
  return q
end
