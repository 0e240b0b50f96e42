/**
 * What Redis does in one step, in its own language and by its own clock, so that nodes need not agree on the time.
 *
 * A node holds a lease: a member of the sorted set `leases`, scored with the moment at which it ends. What the node
 * has added to a set is a Redis set of its own, `set:NAME:LEASE`; `lease:LEASE` holds the names of those sets. A member
 * is in a shared set while a lease that has not ended has it.
 */
const clock = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local prefix = KEYS[1]
local leases = prefix .. ':leases'
`;

const live = `
local live = redis.call('ZRANGE', leases, '(' .. now, '+inf', 'BYSCORE')
`;

/** ARGV: lease, milliseconds. Answers 1 where the lease was renewed, 0 where it had ended: it stays ended. */
export const renewLease = `${clock}
local ends = redis.call('ZSCORE', leases, ARGV[1])
if not ends or tonumber(ends) <= now then return 0 end
redis.call('ZADD', leases, now + ARGV[2], ARGV[1])
return 1
`;

/** ARGV: lease, milliseconds. */
export const takeLease = `${clock}
redis.call('ZADD', leases, now + ARGV[2], ARGV[1])
return 1
`;

/** ARGV: lease. What it holds is cleared by the next node that clears. */
export const endLease = `${clock}
return redis.call('ZADD', leases, 0, ARGV[1])
`;

/** ARGV: set. Answers its members. */
export const readMembers = `${clock}${live}
local keys = {}
for _, lease in ipairs(live) do keys[#keys + 1] = prefix .. ':set:' .. ARGV[1] .. ':' .. lease end
if #keys == 0 then return {} end
return redis.call('SUNION', unpack(keys))
`;

/** ARGV: set, then members. Answers those that are in it. */
export const readIntersection = `${clock}${live}
local asked = {unpack(ARGV, 2)}
local found = {}
for _, lease in ipairs(live) do
  local flags = redis.call('SMISMEMBER', prefix .. ':set:' .. ARGV[1] .. ':' .. lease, unpack(asked))
  for index, flag in ipairs(flags) do
    if flag == 1 then found[asked[index]] = true end
  end
end
local present = {}
for member in pairs(found) do present[#present + 1] = member end
return present
`;

/**
 * Takes a bounded part out of what an ended lease holds. Answers false where there is none, otherwise set, members, set,
 * members …: of those taken out, the ones that no other lease has. Any number of nodes may do this at once.
 */
export const clearEnded = `${clock}${live}
local ended = redis.call('ZRANGE', leases, '-inf', now, 'BYSCORE', 'LIMIT', 0, 1)[1]
if not ended then return false end
local answer = {}
local names = redis.call('SPOP', prefix .. ':lease:' .. ended, 100)
local left = 2000
for _, name in ipairs(names) do
  local key = prefix .. ':set:' .. name .. ':' .. ended
  local gone = {}
  if left > 0 then
    local taken = redis.call('SPOP', key, left)
    left = left - #taken
    for _, member in ipairs(taken) do
      local elsewhere = 0
      for _, lease in ipairs(live) do
        if elsewhere == 0 then
          elsewhere = redis.call('SISMEMBER', prefix .. ':set:' .. name .. ':' .. lease, member)
        end
      end
      if elsewhere == 0 then gone[#gone + 1] = member end
    end
  end
  if redis.call('EXISTS', key) == 1 then redis.call('SADD', prefix .. ':lease:' .. ended, name) end
  if #gone > 0 then
    answer[#answer + 1] = name
    answer[#answer + 1] = gone
  end
end
if #names == 0 then redis.call('ZREM', leases, ended) end
return answer
`;
