-- Whether single letters do something by themselves: who dictates, or presses keys unawares, switches it off.
ALTER TABLE settings ADD COLUMN shortcuts boolean NOT NULL DEFAULT true;
