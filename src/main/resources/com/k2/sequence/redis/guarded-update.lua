-- Writes the newest state of many keys, each only if that does not take its row back, each as a whole.
--
-- KEYS: the hashes
-- ARGV: time to live in ms, then for each key the values of FIELDS in their order
-- Returns how many were ignored, and how many of those because the row is of the same lineage and
-- position already, which is what an update sent twice finds.
--
-- A row that is not a hash, or of which anything below can't be read, is replaced: nothing says
-- that it is newer.

local FIELDS = {'last_seq', 'last_ts', 'gap_count', 'reset_count', 'position', 'lineage', 'base'}
local LARGEST = '9223372036854775807'

-- Numbers stay text: past 2^53 Lua's would not be exact.
local function atMost(a, b)
  if #a ~= #b then
    return #a < #b
  end
  return a <= b
end

local function isNumber(text)
  return text and (text == '0' or string.find(text, '^[1-9]%d*$') ~= nil) and atMost(text, LARGEST)
end

-- The topic may hold slashes and at signs: the last ones count.
local function parsePosition(text)
  if text then
    return string.match(text, '^(.+/%d+)@(%d+)$')
  end
end

local function isBase(text)
  return text and (text == '' or string.find(text, '^%d+ %S+ %d+ %d+ %S+/%d+@%d+ %d+$') ~= nil)
end

local ttl = ARGV[1]
local ignored, repeated = 0, 0

for i, key in ipairs(KEYS) do
  local at = 1 + (i - 1) * #FIELDS
  local position, lineage = ARGV[at + 5], ARGV[at + 6]
  local partition, offset = parsePosition(position)

  local row = redis.pcall('HMGET', key, unpack(FIELDS))
  if row.err then
    if not string.find(row.err, 'WRONGTYPE', 1, true) then
      return row
    end
    redis.call('DEL', key)
    row = {}
  end
  local rowPartition, rowOffset = parsePosition(row[5])
  local rowLineage = row[6]
  local readable = isNumber(rowOffset) and isNumber(rowLineage) and row[2]
    and isNumber(row[1]) and isNumber(row[3]) and isNumber(row[4]) and isBase(row[7])

  local behind = false
  if readable then
    if rowPartition == partition then
      behind = atMost(offset, rowOffset) and atMost(lineage, rowLineage)
    else
      behind = lineage ~= rowLineage and atMost(lineage, rowLineage)
    end
  end

  if behind then
    ignored = ignored + 1
    if lineage == rowLineage and position == row[5] then
      repeated = repeated + 1
    end
  elseif readable and lineage == rowLineage then
    redis.call('HSET', key, FIELDS[1], ARGV[at + 1], FIELDS[2], ARGV[at + 2], FIELDS[3], ARGV[at + 3],
      FIELDS[4], ARGV[at + 4], FIELDS[5], position)
    redis.call('PEXPIRE', key, ttl)
  else
    redis.call('HSET', key, FIELDS[1], ARGV[at + 1], FIELDS[2], ARGV[at + 2], FIELDS[3], ARGV[at + 3],
      FIELDS[4], ARGV[at + 4], FIELDS[5], position, FIELDS[6], lineage, FIELDS[7], ARGV[at + 7])
    redis.call('PEXPIRE', key, ttl)
  end
end

return {ignored, repeated}
