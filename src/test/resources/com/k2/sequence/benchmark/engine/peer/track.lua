-- The rule as a script, for the peer that has its state in Redis alone: one call a message.
--
-- KEYS: the hash of the message's instrument
-- ARGV: the message's sequence number and timestamp
-- Returns the verdict, the expected number (-1 where none) and the missing messages (0 where none).
--
-- Numbers are Lua's, exact up to 2^53.

local row = redis.call('HMGET', KEYS[1], 'last_seq', 'gap_count', 'reset_count')
local seq = tonumber(ARGV[1])

local function accept(gaps, resets)
  redis.call('HSET', KEYS[1], 'last_seq', ARGV[1], 'last_ts', ARGV[2], 'gap_count', gaps, 'reset_count', resets)
end

if not row[1] then
  accept(0, 0)
  return {'NORMAL', -1, 0}
end

local last, gaps, resets = tonumber(row[1]), tonumber(row[2]), tonumber(row[3])
local expected = last + 1
if seq == expected then
  accept(gaps, resets)
  return {'NORMAL', expected, 0}
elseif seq > expected then
  accept(gaps + 1, resets)
  return {'GAP', expected, seq - expected}
elseif seq == last then
  return {'DUPLICATE', expected, 0}
elseif seq * 2 < last then
  accept(0, resets + 1)
  return {'RESET', expected, 0}
end
return {'OUT_OF_ORDER', expected, 0}
