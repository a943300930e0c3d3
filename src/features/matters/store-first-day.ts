// The first day of this system, as the smallest number of a matter says it (core/matter/number.ts): what was due before it came from an older ledger.
// A number that carries no day (a measurement's) says nothing, and nothing is old then.

/** SQL. `with ${firstDay} select … from matter where ${dueSince}`: one look into the index of numbers, and a range of the index of due dates. */
export const olderLedger = {
  firstDay: `t0 as (
  select case when day ~ '^20[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])$' then to_date(day, 'YYYYMMDD')::timestamp at time zone 'Asia/Shanghai'
    else '-infinity' end as at
  from (select substr(min(number), 8, 8) as day from matter) first)`,
  dueSince: 'due_at >= (select at from t0)',
  dueBefore: 'due_at < (select at from t0)',
} as const;
