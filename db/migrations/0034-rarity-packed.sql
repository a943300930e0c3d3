-- How rare words are is kept packed by the product (zlib), so the database need not pack it again. What was kept unpacked is learnt anew by the clock.
alter table similar_rarity alter column in_texts set storage external, alter column in_titles set storage external, alter column in_subjects set storage external;
delete from similar_rarity;
comment on table similar_rarity is 'How rare rows of signs are in this county: 32-bit counts, packed with zlib.';
