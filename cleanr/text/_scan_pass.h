/* The pass over the words of a line, for one width of characters: CHAR; WIDTH(name) is the name of a function for it. */

static int32_t WIDTH(number_of)(const Table *t, const CHAR *word, Py_ssize_t size, uint32_t hash) {
    for (uint32_t j = hash & t->words.mask; t->words.at[j].number >= 0; j = (j + 1) & t->words.mask) {
        if (t->words.at[j].hash != hash) continue;
        const Entry *entry = &t->entries[t->words.at[j].number];
        if (entry->size != size) continue;
        const uint16_t *characters = t->characters + entry->first;
        Py_ssize_t i = 0;
        while (i < size && characters[i] == word[i]) i++;
        if (i == size) return t->words.at[j].number;
    }
    return -1;
}

static int WIDTH(words)(Scan *s) {
    const CHAR *unmarked = s->unmarked.data;
    for (Py_ssize_t i = s->start; i < s->end;) {
        if (unmarked[i] == ' ') {
            if (s->signs && sign_at(s, i) < 0) return -1;
            i++;
            continue;
        }
        Py_ssize_t start = i;
        uint32_t hash = FNV_START;
        for (; i < s->end && unmarked[i] != ' '; i++) hash = FNV(hash, unmarked[i]);
        int32_t number = MAY_HOLD(*s->filter, hash) ? WIDTH(number_of)(s->t, unmarked + start, i - start, hash) : -1;
        if (add_to_line(s, number, start, i) < 0) return -1;
    }
    return 0;
}
