/* The pass over the words of a line, for one width of characters: CHAR; WIDTH(name) is the name of a function for it. */

static int WIDTH(words)(Scan *s) {
    const CHAR *unmarked = s->unmarked.data;
    int signs = s->t->signs.size > 0;
    for (Py_ssize_t i = s->start; i < s->end;) {
        if (unmarked[i] == ' ') {
            if (signs && sign_at(s, i) < 0) return -1;
            i++;
            continue;
        }
        Py_ssize_t start = i;
        uint32_t hash = FNV_START;
        for (; i < s->end && unmarked[i] != ' '; i++) hash = FNV(hash, unmarked[i]);
        if (add_to_line(s, word_number(s->t, sizeof(CHAR), unmarked, start, i, hash), start, i) < 0) return -1;
    }
    return 0;
}
