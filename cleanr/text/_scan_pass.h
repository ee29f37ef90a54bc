/* The pass over the words of a line, for one width of characters: CHAR; WIDTH(name) is the name of a function for it. */

static const Slot *WIDTH(look_up)(const Table *t, const Lexicon *lexicon, const CHAR *word, Py_ssize_t size, uint64_t key) {
    EACH_SLOT(slot, &lexicon->words, key) {
        if (!IS_HASHED(key)) return slot;
        const Entry *entry = &t->entries[slot->number];
        if (entry->size != size) continue;
        const uint16_t *characters = t->characters + entry->first;
        Py_ssize_t i = 0;
        while (i < size && characters[i] == word[i]) i++;
        if (i == size) return slot;
    }
    return NULL;
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
        uint64_t key = 0;
        CHAR all = 0;
        for (; i < s->end && unmarked[i] != ' '; i++) {
            key = key << 8 | (unmarked[i] & 0xFF); /* of a long word more is lost than a key has room for */
            all |= unmarked[i];
        }
        key = i - start <= SHORT_WORD && all <= 0xFF ? SHORT_KEY(key, i - start)
            : hashed_key(s->unmarked.kind, unmarked, start, i);
        const Slot *slot = MAY_HOLD(s->lexicon, key) ? WIDTH(look_up)(s->t, s->lexicon, unmarked + start, i - start, key) : NULL;
        if (add_to_line(s, slot ? (Word){slot->number, (int32_t)slot->kind, start, i} : (Word){-1, 0, start, i}) < 0) return -1;
    }
    return 0;
}
