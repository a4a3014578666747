-- Writes the newest state of many keys, each as a whole, and only if that does not take its row back.
--
-- KEYS: the hashes
-- ARGV: time to live in ms; writer, as the rows name it; then for each key:
--       the values of the state, position lineage base topic_id moves control, the later values of the base
-- Before this text stand the state's fields: NAMES and KINDS, and EVERYWHERE, how many of them each row has.
-- Returns how many updates were ignored, and how many of those found a row of their own position, lineage and
-- submission, as an update does that is sent twice.
--
-- Within a lineage the control number decides first: what a command did stands above all that was before it. Then,
-- in one partition, the offset, and elsewhere, within a lineage, the moves. Between two lineages the later one
-- wins, but for an earlier one that is ahead in the same partition. A topic whose id is not known, on either
-- side, may be any of its name.
--
-- That orders the attempts of one submission. A job that was submitted again is restored on purpose, and its state is
-- the truth, however old: of a later submission only an update is behind whose offset is, in the row's own partition,
-- since what is between comes again. An earlier submission must be ahead there, and writes nowhere else.
--
-- A writer is the form of the row and the submission, in milliseconds since 1970. A row without one is of version 0.1:
-- of form 1, and of the submission that began its lineage, as far as can be known. Every later form keeps lineage and
-- writer. A row of a later form whose rest can't be read is replaced by a later submission only. Fields that are not known
-- here stay as they are: the writer then says that they are older than the rest.
--
-- What a state's fields mean is not known here, but their kinds are: number, time, text; behind the kind is a question
-- mark where a field may be empty. Where the first one is empty nothing is known of the key, and every other that may be
-- empty is. The fields that each row has are then an empty text, and a dash in the text of a base. The later ones stand
-- in a row where they have a value; those of the base as fields of the row too, base_<name>.
--
-- A row of a known form that can't be read is replaced, whatever its position says: nothing tells that it is newer.

local LARGEST = '9223372036854775807'
local LARGEST_PARTITION = '2147483647'
local WRITER = ARGV[2]
local FORM, SUBMISSION = string.match(WRITER, '^(%d+) (%d+)$')
local STATE = #NAMES
local PER_ROW = STATE + 6 + STATE - EVERYWHERE

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

-- The partition with its topic, and the offset. The topic may hold slashes and at signs: the last ones count.
local function splitPosition(text)
  return string.match(text, '^(.+/%d+)@(%d+)$')
end

-- The same of a text that may be no position.
local function parsePosition(text)
  if text then
    local partition, offset = splitPosition(text)
    if isNumber(offset) then
      local number = string.match(partition, '%d+$')
      if isNumber(number) and atMost(number, LARGEST_PARTITION) then
        return partition, offset
      end
    end
  end
end

local IS_OF_KIND = {
  number = isNumber,
  time = isTime,
  text = function(text) return text and text ~= '' end,
}

-- Whether texts are the fields of a state up to this one; nothing is the text of what there is not. A later field may be
-- missing.
local function isState(texts, last, nothing)
  local isKnown = texts[1] ~= nothing
  for f = 1, last do
    local text = texts[f]
    local kind, mark = string.match(KINDS[f], '^(%a+)(%??)$')
    local mayBeEmpty = mark == '?'
    local isEmpty = text == nothing or f > EVERYWHERE and (not text or text == '')
    if not (isEmpty and mayBeEmpty) and not (IS_OF_KIND[kind](text) and (isKnown or not mayBeEmpty)) then
      return false
    end
  end
  return true
end

local function isTopicId(text)
  return text == '' or string.find(text, TOPIC_ID) ~= nil
end

local function isBase(text)
  if not text or text == '' then
    return text
  end
  local parts = {string.match(text, '^' .. string.rep('(%S+) ', EVERYWHERE) .. '(.+/%d+@%d+) (.+)$')}
  local position, rest = parts[EVERYWHERE + 1], parts[EVERYWHERE + 2]
  if not (rest and isState(parts, EVERYWHERE, '-') and parsePosition(position)) then
    return false
  end
  local lineage, topicId = string.match(rest, '^(%d+) (%S+)$')
  return isNumber(lineage or rest) and (not topicId or isTopicId(topicId))
end

-- The fields that no rule needs; read only before a row stops an update.
local function hasReadableState(key)
  return isState(redis.call('HMGET', key, unpack(NAMES)), STATE, '')
end

-- The command that writes state and position; used again from key to key.
local WRITING = {'HSET'}

-- Writes a state, its first value at this place of the arguments, and the position.
local function writeState(key, at, position)
  WRITING[2], WRITING[3], WRITING[4] = key, 'position', position
  local length = 4
  for f = 1, STATE do
    local value = ARGV[at + f - 1]
    if value == '' and f > EVERYWHERE then
      redis.call('HDEL', key, NAMES[f])
    else
      WRITING[length + 1], WRITING[length + 2] = NAMES[f], value
      length = length + 2
    end
  end
  redis.call(unpack(WRITING, 1, length))
end

-- Writes the later values of what a lineage found, the first one at this place of the arguments.
local function writeLaterBase(key, at)
  for f = EVERYWHERE + 1, STATE do
    local value = ARGV[at + f - EVERYWHERE - 1]
    if value == '' then
      redis.call('HDEL', key, 'base_' .. NAMES[f])
    else
      redis.call('HSET', key, 'base_' .. NAMES[f], value)
    end
  end
end

local function isLaterForm(form)
  return not atMost(form, FORM)
end

-- Form and submission. Later forms may have more behind them.
local function parseWriter(text, lineage)
  if not text then
    return '1', lineage
  end
  local form, submission, rest = string.match(text, '^(%d+) (%d+)(.*)$')
  if isNumber(form) and isNumber(submission) and (rest == '' or isLaterForm(form) and string.sub(rest, 1, 1) == ' ') then
    -- Below its lineage it is not of who wrote the row last: version 0.1 leaves the field as it was.
    return form, atMost(lineage, submission) and submission or lineage
  end
end

-- Whether an update would take its row back, if both were of one submission.
local function isBehindInLineage(partition, offset, lineage, topicId, moves, control, row)
  if not atMost(lineage, row.lineage) then
    return false
  end
  if lineage == row.lineage and control ~= row.control then
    return atMost(control, row.control)
  end
  if partition == row.partition and topicId == row.topicId then
    return atMost(offset, row.offset)
  end
  if lineage == row.lineage and moves ~= row.moves then
    return atMost(moves, row.moves)
  end
  if partition == row.partition and (topicId == '' or row.topicId == '') then
    return atMost(offset, row.offset)
  end
  return lineage ~= row.lineage
end

-- Whether an update would take its row back.
local function isBehind(position, lineage, submission, topicId, moves, control, row)
  local isLater = not atMost(submission, row.submission)
  if not row.partition then
    return not isLater
  end
  local partition, offset = splitPosition(position)
  local behind = isBehindInLineage(partition, offset, lineage, topicId, moves, control, row)
  if submission == row.submission then
    return behind
  end
  local isThere = partition == row.partition
    and (topicId == row.topicId or topicId == '' or row.topicId == '')
  if isLater then
    return behind and isThere and atMost(offset, row.offset)
  end
  return behind or not isThere or atMost(offset, row.offset)
end

-- What there is of a row for the rule; nothing where it can't be read. Most rows are of the update's own lineage.
local function readRow(fields, lineage, base, topicId, moves, control)
  local row = {
    lineage = fields[2],
    -- A row of before there were topic ids and moves has neither, one without commands no control number.
    topicId = fields[4] or '', moves = fields[5] or '0', control = fields[6] or '0'
  }
  if row.lineage ~= lineage and not isNumber(row.lineage) then
    return nil
  end
  row.form, row.submission = parseWriter(fields[7], row.lineage)
  if not row.form then
    return nil
  end
  row.partition, row.offset = parsePosition(fields[1])
  if row.offset
    and (fields[3] == base or isBase(fields[3]))
    and (row.topicId == topicId or isTopicId(row.topicId))
    and (row.moves == moves or isNumber(row.moves))
    and (row.control == control or isNumber(row.control)) then
    return row
  end
  if isLaterForm(row.form) then
    row.partition = nil
    return row
  end
end

-- Whether an update is ahead of its row by what stands there, nothing parsed: all is equal but the position, which
-- is as long and higher, or longer. In one partition its offset is higher then; another partition, with no more
-- moves, stops no update; and where the row's position can't be read, nothing does. So it does not matter in which
-- order the server's locale has the letters of a topic.
local function isPlainlyAhead(fields, position, lineage, base, topicId, moves, control)
  return fields[2] == lineage and fields[3] == base and fields[4] == topicId and fields[5] == moves
    and fields[7] == WRITER and (fields[6] or '0') == control
    and fields[1] and not atMost(position, fields[1])
end

local ttl = ARGV[1]
local ignored, repeated = 0, 0

for i, key in ipairs(KEYS) do
  local at = 3 + (i - 1) * PER_ROW
  local rest = at + STATE
  local position, lineage, base, topicId, moves, control =
    ARGV[rest], ARGV[rest + 1], ARGV[rest + 2], ARGV[rest + 3], ARGV[rest + 4], ARGV[rest + 5]

  local fields = redis.pcall('HMGET', key, 'position', 'lineage', 'base', 'topic_id', 'moves', 'control',
    'writer')
  if fields.err then
    if not string.find(fields.err, 'WRONGTYPE', 1, true) then
      return fields
    end
    redis.call('DEL', key)
    fields = {}
  end
  local plainlyAhead = isPlainlyAhead(fields, position, lineage, base, topicId, moves, control)
  local row = not plainlyAhead and readRow(fields, lineage, base, topicId, moves, control)

  if row and isBehind(position, lineage, SUBMISSION, topicId, moves, control, row)
    and (isLaterForm(row.form) or hasReadableState(key)) then
    ignored = ignored + 1
    if lineage == row.lineage and position == fields[1] and control == row.control
      and SUBMISSION == row.submission then
      repeated = repeated + 1
    end
  else
    writeState(key, at, position)
    if not plainlyAhead then
      if fields[4] ~= topicId or fields[5] ~= moves or fields[7] ~= WRITER then
        redis.call('HSET', key, 'topic_id', topicId, 'moves', moves, 'writer', WRITER)
      end
      -- Most keys never get a command: their rows do without the field.
      if control ~= (fields[6] or '0') then
        redis.call('HSET', key, 'control', control)
      end
      -- What a lineage found when it first met the key stays as long as the row is its own.
      if not row or not row.partition or row.lineage ~= lineage then
        redis.call('HSET', key, 'lineage', lineage, 'base', base)
        writeLaterBase(key, rest + 6)
      elseif row.form ~= FORM then
        -- A job of an earlier form left them as they were.
        writeLaterBase(key, rest + 6)
      end
    end
    redis.call('PEXPIRE', key, ttl)
  end
end

return {ignored, repeated}
