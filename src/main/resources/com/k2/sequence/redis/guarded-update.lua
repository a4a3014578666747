-- Writes the newest state of many keys, each as a whole, and only if that does not take its row back.
--
-- KEYS: the hashes
-- ARGV: time to live in ms, then for each key: last_seq last_ts gap_count reset_count position lineage base
-- Returns how many updates were ignored, and how many of those found a row of their own position and
-- lineage, as an update does that is sent twice.
--
-- A row that can't be read is replaced, whatever its position says: nothing tells that it is newer.

local LARGEST = '9223372036854775807'
local LARGEST_PARTITION = '2147483647'

-- Numbers stay text: Lua's are not exact past 2^53.
local function atMost(a, b)
  if #a ~= #b then
    return #a < #b
  end
  return a <= b
end

local function isNumber(text)
  return text and (text == '0' or string.find(text, '^[1-9]%d*$') ~= nil) and atMost(text, LARGEST)
end

local function isTime(text)
  return text and string.find(text, '^%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%d[.%d]*Z$') ~= nil
end

-- The topic may hold slashes and at signs: the last ones count.
local function parsePosition(text)
  if text then
    local topic, partition, offset = string.match(text, '^(.+)/(%d+)@(%d+)$')
    if isNumber(partition) and atMost(partition, LARGEST_PARTITION) and isNumber(offset) then
      return topic .. '/' .. partition, offset
    end
  end
end

local function isBase(text)
  if not text or text == '' then
    return text
  end
  local seq, time, gaps, resets, position, lineage =
    string.match(text, '^(%d+) (%S+) (%d+) (%d+) (.+) (%d+)$')
  return isNumber(seq) and isTime(time) and isNumber(gaps) and isNumber(resets)
    and parsePosition(position) and isNumber(lineage)
end

-- The fields that no rule needs; read only before a row stops an update.
local function hasReadableState(key)
  local state = redis.call('HMGET', key, 'last_seq', 'last_ts', 'gap_count', 'reset_count')
  return isNumber(state[1]) and isTime(state[2]) and isNumber(state[3]) and isNumber(state[4])
end

local ttl = ARGV[1]
local ignored, repeated = 0, 0

for i, key in ipairs(KEYS) do
  local at = 2 + (i - 1) * 7
  local position, lineage, base = ARGV[at + 4], ARGV[at + 5], ARGV[at + 6]

  local row = redis.pcall('HMGET', key, 'position', 'lineage', 'base')
  if row.err then
    if not string.find(row.err, 'WRONGTYPE', 1, true) then
      return row
    end
    redis.call('DEL', key)
    row = {}
  end
  local rowPosition, rowLineage, rowBase = row[1], row[2], row[3]
  local rowPartition, rowOffset = parsePosition(rowPosition)
  local readable = rowOffset
    and (rowLineage == lineage or isNumber(rowLineage))
    and (rowBase == base or isBase(rowBase))

  local behind = false
  if readable and atMost(lineage, rowLineage) then
    local partition, offset = parsePosition(position)
    if partition == rowPartition then
      behind = atMost(offset, rowOffset)
    else
      behind = lineage ~= rowLineage
    end
    behind = behind and hasReadableState(key)
  end

  if behind then
    ignored = ignored + 1
    if lineage == rowLineage and position == rowPosition then
      repeated = repeated + 1
    end
  else
    redis.call('HSET', key, 'last_seq', ARGV[at], 'last_ts', ARGV[at + 1], 'gap_count', ARGV[at + 2],
      'reset_count', ARGV[at + 3], 'position', position)
    -- What a lineage found when it first met the key stays as long as the row is its own.
    if not readable or rowLineage ~= lineage then
      redis.call('HSET', key, 'lineage', lineage, 'base', base)
    end
    redis.call('PEXPIRE', key, ttl)
  end
end

return {ignored, repeated}
