-- The blocks of the search hold sounds of neighbouring characters as well from now on, so that 物页 finds 物业. The clock makes them anew from the rows;
-- until it has, what is not in a block is read through, and nothing is missed.
truncate search_block;
update search_mark set n = 0, small = 0, large = 0;
