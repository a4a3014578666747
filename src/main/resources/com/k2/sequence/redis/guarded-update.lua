-- Writes the newest state of many keys, each as a whole, and only if that does not take its row back.
--
-- KEYS: the hashes
-- ARGV: time to live in ms, then for each key:
--       last_seq last_ts gap_count reset_count position lineage base topic_id moves
-- Returns how many updates were ignored, and how many of those found a row of their own position and
-- lineage, as an update does that is sent twice.
--
-- Within a lineage the moves decide, then, in one partition, the offset. Between two lineages the later one
-- wins, but for an earlier one that is ahead in the same partition. A topic whose id is not known, on either
-- side, may be any of its name.
--
-- A row that can't be read is replaced, whatever its position says: nothing tells that it is newer.

local LARGEST = '9223372036854775807'
local LARGEST_PARTITION = '2147483647'
local TOPIC_ID = '^' .. string.rep('[%w_-]', 22) .. '$'

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

local function isTopicId(text)
  return text == '' or string.find(text, TOPIC_ID) ~= nil
end

local function isBase(text)
  if not text or text == '' then
    return text
  end
  local seq, time, gaps, resets, position, rest =
    string.match(text, '^(%d+) (%S+) (%d+) (%d+) (.+/%d+@%d+) (.+)$')
  if not (isNumber(seq) and isTime(time) and isNumber(gaps) and isNumber(resets) and parsePosition(position)) then
    return false
  end
  local lineage, topicId = string.match(rest, '^(%d+) (%S+)$')
  return isNumber(lineage or rest) and (not topicId or isTopicId(topicId))
end

-- The fields that no rule needs; read only before a row stops an update.
local function hasReadableState(key)
  local state = redis.call('HMGET', key, 'last_seq', 'last_ts', 'gap_count', 'reset_count')
  return isNumber(state[1]) and isTime(state[2]) and isNumber(state[3]) and isNumber(state[4])
end

-- Whether an update that is not of a later lineage than its row would take it back.
local function isBehind(update, row)
  local partition, offset = parsePosition(update.position)
  local samePartition = partition == row.partition
    and (update.topicId == row.topicId or update.topicId == '' or row.topicId == '')
  if update.lineage ~= row.lineage then
    return not samePartition or atMost(offset, row.offset)
  end
  if update.moves ~= row.moves then
    return atMost(update.moves, row.moves)
  end
  return samePartition and atMost(offset, row.offset)
end

local ttl = ARGV[1]
local ignored, repeated = 0, 0

for i, key in ipairs(KEYS) do
  local at = 2 + (i - 1) * 9
  local update = {
    position = ARGV[at + 4], lineage = ARGV[at + 5], base = ARGV[at + 6], topicId = ARGV[at + 7], moves = ARGV[at + 8]
  }

  local fields = redis.pcall('HMGET', key, 'position', 'lineage', 'base', 'topic_id', 'moves')
  if fields.err then
    if not string.find(fields.err, 'WRONGTYPE', 1, true) then
      return fields
    end
    redis.call('DEL', key)
    fields = {}
  end
  -- A row of before there were topic ids and moves has neither.
  local row = {
    position = fields[1], lineage = fields[2], base = fields[3], topicId = fields[4] or '', moves = fields[5] or '0'
  }
  row.partition, row.offset = parsePosition(row.position)
  local readable = row.offset
    and (row.lineage == update.lineage or isNumber(row.lineage))
    and (row.base == update.base or isBase(row.base))
    and (row.topicId == update.topicId or isTopicId(row.topicId))
    and (row.moves == update.moves or isNumber(row.moves))

  if readable and atMost(update.lineage, row.lineage) and isBehind(update, row) and hasReadableState(key) then
    ignored = ignored + 1
    if update.lineage == row.lineage and update.position == row.position then
      repeated = repeated + 1
    end
  else
    redis.call('HSET', key, 'last_seq', ARGV[at], 'last_ts', ARGV[at + 1], 'gap_count', ARGV[at + 2],
      'reset_count', ARGV[at + 3], 'position', update.position)
    if fields[4] ~= update.topicId or fields[5] ~= update.moves then
      redis.call('HSET', key, 'topic_id', update.topicId, 'moves', update.moves)
    end
    -- What a lineage found when it first met the key stays as long as the row is its own.
    if not readable or row.lineage ~= update.lineage then
      redis.call('HSET', key, 'lineage', update.lineage, 'base', update.base)
    end
    redis.call('PEXPIRE', key, ttl)
  end
end

return {ignored, repeated}
