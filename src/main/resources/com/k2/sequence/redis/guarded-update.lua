-- Writes the newest state of many keys, each as a whole, and only if that does not take its row back.
--
-- KEYS: the hashes
-- ARGV: time to live in ms; writer, as rows with all fields name it; how many later values each key has, separated by
--       blanks, or an empty text where none has any; then for each key:
--       the values of the state that each row has, position lineage base topic_id moves control,
--       the later values, each behind its place in later(), in rising order
-- Before this text stand the state's fields: NAMES of those that each row has, and functions that make tables only where
-- they are needed: kinds() of them, later() and laterKinds() for those that few rows have, of the state and then of its base.
-- Returns how many updates were ignored, and how many of those found a row of their own position, lineage and
-- submission, as an update does that is sent twice.
--
-- Within a lineage the control number decides first: what a command did stands above all that was before it. Then,
-- in one partition, the offset, and elsewhere, within a lineage, the moves. Between two lineages the later one
-- wins, but for an earlier one that is ahead in the same partition. A topic whose id is not known, on either
-- side, may be any of its name.
--
-- An offset is compared with the index behind it, of a message among several in its record; without one it is the first.
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
-- What a state's fields mean is not known here, but their kinds are; behind the kind is a question
-- mark where a field may be empty. Where the first one is empty nothing is known of the key, and every other that may be
-- empty is. The fields that each row has are then an empty text, and a dash in the text of a base. The later ones stand
-- in a row where they have a value; those of the base as fields of the row too, base_<name>. A row that has none of them
-- is of form 1, and what stands in a row of form 1 under their names is older than the rest.
--
-- A row of a known form that can't be read is replaced, whatever its position says: nothing tells that it is newer.

local LARGEST = '9223372036854775807'
local LARGEST_INT = '2147483647'
local FORM, SUBMISSION = string.match(ARGV[2], '^(%d+) (%d+)$')
local PLAIN = '1'
local PLAIN_WRITER = PLAIN .. ' ' .. SUBMISSION
local EVERYWHERE = #NAMES

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

local function isPosition(text)
  return text and (isNumber(text) or string.find(text, '^%-[1-9]%d*$') ~= nil
    and (atMost(string.sub(text, 2), LARGEST) or text == '-9223372036854775808'))
end

-- The partition with its topic, the offset, and the index behind it. The topic may hold slashes and at signs: the last ones
-- count.
local function splitPosition(text)
  local partition, offset = string.match(text, '^(.+/%d+)@(%d+)$')
  if partition then
    return partition, offset, '0'
  end
  return string.match(text, '^(.+/%d+)@(%d+)#(%d+)$')
end

-- The same of a text that may be no position.
local function parsePosition(text)
  if text then
    local partition, offset, index = splitPosition(text)
    if isNumber(offset) and isNumber(index) and atMost(index, LARGEST_INT) then
      local number = string.match(partition, '%d+$')
      if isNumber(number) and atMost(number, LARGEST_INT) then
        return partition, offset, index
      end
    end
  end
end

-- Whether a text that is not empty is of a kind. A row without later fields has no last number below 0.
local function isOfKind(kind, text, isPlain)
  if kind == 'number' then
    return isNumber(text)
  elseif kind == 'time' then
    return isTime(text)
  elseif kind == 'last' then
    return isNumber(text) or text == '-1' and not isPlain
  elseif kind == 'position' then
    return isPosition(text)
  end
  return kind == 'text'
end

-- Whether texts are the fields of a state that each row has; nothing is the text of what there is not.
local function isState(texts, nothing, isPlain)
  local isKnown = texts[1] ~= nothing
  for f, of in ipairs(kinds()) do
    local text = texts[f]
    local kind, mark = string.match(of, '^(%a+)(%??)$')
    local mayBeEmpty = mark == '?'
    if not (text == nothing and mayBeEmpty) and not (text and text ~= '' and isOfKind(kind, text, isPlain) and (isKnown or not mayBeEmpty)) then
      return false
    end
  end
  return true
end

-- Whether texts are of the kinds of the later fields, of a state and of a base: each may be missing, and is where nothing is
-- known.
local function areLater(texts, isKnown, isBaseKnown)
  for place, kind in ipairs(laterKinds()) do
    local text = texts[place]
    local isOfKnown = isKnown
    if place > LATER then
      isOfKnown = isBaseKnown
    end
    if text and text ~= '' and not (isOfKnown and isOfKind(kind, text)) then
      return false
    end
  end
  return true
end

local function isTopicId(text)
  return text == '' or string.find(text, '^' .. string.rep('[%w_-]', 22) .. '$') ~= nil
end

local function isBase(text, isPlain)
  if not text or text == '' then
    return text
  end
  local state = '^' .. string.rep('(%S+) ', EVERYWHERE)
  local parts = {string.match(text, state .. '(.+/%d+@%d+) (.+)$')}
  if not parts[1] then
    parts = {string.match(text, state .. '(.+/%d+@%d+#%d+) (.+)$')}
  end
  local position, rest = parts[EVERYWHERE + 1], parts[EVERYWHERE + 2]
  if not (rest and isState(parts, '-', isPlain) and parsePosition(position)) then
    return false
  end
  local lineage, topicId = string.match(rest, '^(%d+) (%S+)$')
  return isNumber(lineage or rest) and (not topicId or isTopicId(topicId))
end

-- The fields that no rule needs; read only before a row stops an update.
local function hasReadableState(key, form, base)
  local isPlain = form == PLAIN
  local state = redis.call('HMGET', key, unpack(NAMES))
  return isState(state, '', isPlain)
    and (isPlain or LATER == 0 or areLater(redis.call('HMGET', key, unpack(later())), state[1] ~= '',
      base ~= '' and string.sub(base, 1, 2) ~= '- '))
end

-- The commands that write and delete, and the names that those take; used again from key to key.
local WRITING, DELETING = {'HSET'}, nil
local LATER_NAMES

-- Adds the later values up to this place of all to what is written, the first one's place at this place of the arguments, and
-- deletes the others.
local function addLater(key, length, at, count, last)
  LATER_NAMES = LATER_NAMES or later()
  DELETING = DELETING or {'HDEL'}
  DELETING[2] = key
  local deleted, following = 2, 1
  for i = at, at + 2 * count - 1, 2 do
    local place = tonumber(ARGV[i])
    if place > last then
      break
    end
    for gone = following, place - 1 do
      deleted = deleted + 1
      DELETING[deleted] = LATER_NAMES[gone]
    end
    WRITING[length + 1], WRITING[length + 2] = LATER_NAMES[place], ARGV[i + 1]
    length, following = length + 2, place + 1
  end
  for gone = following, last do
    deleted = deleted + 1
    DELETING[deleted] = LATER_NAMES[gone]
  end
  if deleted > 2 then
    redis.call(unpack(DELETING, 1, deleted))
  end
  return length
end

-- Writes a state, its first value at this place of the arguments, and the position; and the later values up to this place of
-- all, 0 for none.
local function writeState(key, at, position, later, count, last)
  WRITING[2], WRITING[3], WRITING[4] = key, 'position', position
  local length = 4
  for f = 1, EVERYWHERE do
    WRITING[length + 1], WRITING[length + 2] = NAMES[f], ARGV[at + f - 1]
    length = length + 2
  end
  if last > 0 then
    length = addLater(key, length, later, count, last)
  end
  redis.call(unpack(WRITING, 1, length))
end

local function isLaterForm(form)
  return not atMost(form, FORM)
end

-- Form and submission. Later forms may have more behind them.
local function parseWriter(text, lineage)
  if not text then
    return PLAIN, lineage
  end
  local form, submission, rest = string.match(text, '^(%d+) (%d+)(.*)$')
  if isNumber(form) and isNumber(submission) and (rest == '' or isLaterForm(form) and string.sub(rest, 1, 1) == ' ') then
    if atMost(lineage, submission) then
      return form, submission
    end
    -- It is not of who wrote the row last: version 0.1 leaves the field as it was.
    return PLAIN, lineage
  end
end

-- Whether an update would take its row back, if both were of one submission.
local function isBehindInLineage(partition, atOffset, lineage, topicId, moves, control, row)
  if not atMost(lineage, row.lineage) then
    return false
  end
  if lineage == row.lineage and control ~= row.control then
    return atMost(control, row.control)
  end
  if partition == row.partition and topicId == row.topicId then
    return atOffset
  end
  if lineage == row.lineage and moves ~= row.moves then
    return atMost(moves, row.moves)
  end
  if partition == row.partition and (topicId == '' or row.topicId == '') then
    return atOffset
  end
  return lineage ~= row.lineage
end

-- Whether an update would take its row back.
local function isBehind(position, lineage, submission, topicId, moves, control, row)
  local isLater = not atMost(submission, row.submission)
  if not row.partition then
    return not isLater
  end
  local partition, offset, index = splitPosition(position)
  -- In one partition: at the row's message or before it.
  local atOffset = atMost(offset, row.offset) and (offset ~= row.offset or atMost(index, row.index))
  local behind = isBehindInLineage(partition, atOffset, lineage, topicId, moves, control, row)
  if submission == row.submission then
    return behind
  end
  local isThere = partition == row.partition
    and (topicId == row.topicId or topicId == '' or row.topicId == '')
  if isLater then
    return behind and isThere and atOffset
  end
  return behind or not isThere or atOffset
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
  row.partition, row.offset, row.index = parsePosition(fields[1])
  if row.offset
    and (fields[3] == base or isBase(fields[3], row.form == PLAIN))
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
-- order the server's locale has the letters of a topic. Of a position with an index the text says less. A row may have one:
-- a position without one that is not shorter has an offset of more digits.
local function isPlainlyAhead(fields, position, lineage, base, topicId, moves, control, writer)
  return fields[2] == lineage and fields[3] == base and fields[4] == topicId and fields[5] == moves
    and fields[7] == writer and (fields[6] or '0') == control
    and fields[1] and not atMost(position, fields[1]) and not string.find(position, '#', 1, true)
end

local ttl = ARGV[1]
local ignored, repeated = 0, 0
local counts = ARGV[3] ~= '' and string.gmatch(ARGV[3], '%d+')
local following = 4

for _, key in ipairs(KEYS) do
  local at = following
  local rest = at + EVERYWHERE
  local position, lineage, base, topicId, moves, control =
    ARGV[rest], ARGV[rest + 1], ARGV[rest + 2], ARGV[rest + 3], ARGV[rest + 4], ARGV[rest + 5]
  local later = rest + 6
  local form, writer, count = PLAIN, PLAIN_WRITER, counts and counts() or '0'
  following = later
  if count ~= '0' then
    form, writer = FORM, ARGV[2]
    following = later + 2 * count
  end

  local fields = redis.pcall('HMGET', key, 'position', 'lineage', 'base', 'topic_id', 'moves', 'control',
    'writer')
  if fields.err then
    if not string.find(fields.err, 'WRONGTYPE', 1, true) then
      return fields
    end
    redis.call('DEL', key)
    fields = {}
  end
  local plainlyAhead = isPlainlyAhead(fields, position, lineage, base, topicId, moves, control, writer)
  local row = not plainlyAhead and readRow(fields, lineage, base, topicId, moves, control)

  if row and isBehind(position, lineage, SUBMISSION, topicId, moves, control, row)
    and (isLaterForm(row.form) or hasReadableState(key, row.form, fields[3])) then
    ignored = ignored + 1
    if lineage == row.lineage and position == fields[1] and control == row.control
      and SUBMISSION == row.submission then
      repeated = repeated + 1
    end
  else
    -- Up to which place of all the later values are written. Of a row that has and gets none no command is needed.
    local last = form == PLAIN and 0 or LATER
    if not plainlyAhead then
      if fields[4] ~= topicId or fields[5] ~= moves or fields[7] ~= writer then
        redis.call('HSET', key, 'topic_id', topicId, 'moves', moves, 'writer', writer)
      end
      -- Most keys never get a command: their rows do without the field.
      if control ~= (fields[6] or '0') then
        redis.call('HSET', key, 'control', control)
      end
      -- What a lineage found when it first met the key stays as long as the row is its own.
      if not row or not row.partition or row.lineage ~= lineage then
        redis.call('HSET', key, 'lineage', lineage, 'base', base)
        last = last > 0 and 2 * LATER or 0
      elseif row.form ~= form then
        -- Whoever wrote it left the later values of its base as they were, or there were none.
        last = last > 0 and 2 * LATER or 0
      end
      if last == 0 and fields[7] and string.sub(fields[7], 1, 2) ~= '1 ' then
        last = 2 * LATER
      end
    end
    writeState(key, at, position, later, count, last)
    redis.call('PEXPIRE', key, ttl)
  end
end

return {ignored, repeated}
