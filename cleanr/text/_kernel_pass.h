/* Passes over texts of one width of characters: CHAR; WIDTH(name) is the name of a function for it. */

/* A new string of what stands in `from`; `all` has every bit that one of the characters has. */
static PyObject *WIDTH(string)(const CHAR *from, Py_ssize_t size, Py_UCS4 all) {
    PyObject *text = PyUnicode_New(size, WIDEST(all));
    if (!text) return NULL;
    void *to = PyUnicode_DATA(text);
    switch (PyUnicode_KIND(text)) {
    case PyUnicode_1BYTE_KIND: for (Py_ssize_t i = 0; i < size; i++) ((Py_UCS1 *)to)[i] = (Py_UCS1)from[i]; break;
    case PyUnicode_2BYTE_KIND: for (Py_ssize_t i = 0; i < size; i++) ((Py_UCS2 *)to)[i] = (Py_UCS2)from[i]; break;
    default: for (Py_ssize_t i = 0; i < size; i++) ((Py_UCS4 *)to)[i] = (Py_UCS4)from[i];
    }
    return text;
}

/* Whether the underscore at `at` stands at the edge of a word, and so is a mark. */
static int WIDTH(emphasis)(const CHAR *s, Py_ssize_t at, Py_ssize_t size) {
    return at == 0 || at + 1 == size || !(KIND(s[at - 1]) & ALNUM) || !(KIND(s[at + 1]) & ALNUM);
}

/* What of the character at `at`, folded, is said: a space for a mark; a sign belongs to the letter before it. */
static Py_UCS4 WIDTH(said)(const CHAR *s, Py_ssize_t at, Py_UCS4 plain, const CHAR *unmarked) {
    if (KIND(plain) & ALNUM || (at && unmarked[at - 1] != ' ' && is_sign(s[at]))) return plain;
    return ' ';
}

/* What one pass over a text sees besides its views. */
typedef struct { PyObject *starts, *visible; int even, unspaced; Py_UCS4 all, some; } WIDTH(Seen);

/* Fill the views of a text and note its lines; 0 when memory is short. */
static int WIDTH(pass)(const CHAR *s, Py_ssize_t size, CHAR *folded, CHAR *unmarked, WIDTH(Seen) *seen) {
    Py_ssize_t number = 0;
    int shows = 0, every = 0; /* shows: whether the line has something on it */
    Py_UCS4 all = 0, some = 0;
    if (append(seen->starts, 0) < 0) return 0;
    for (Py_ssize_t at = 0; at < size; at++) {
        Py_UCS4 c = s[at], plain = FOLD(c), said = c < 0x300 ? bare[c] : WIDTH(said)(s, at, plain, unmarked);
        if (c == '_' && !WIDTH(emphasis)(s, at, size)) said = c;
        int kind = KIND(c);
        folded[at] = (CHAR)plain;
        unmarked[at] = (CHAR)said;
        all |= plain;
        some |= said;
        every |= kind;
        shows |= ~kind & SPACE; /* SPACE is 1; what comes at each word is told without a jump */
        if (kind & BREAK && !(c == '\r' && at + 1 < size && s[at + 1] == '\n')) {
            if (append(seen->starts, at + 1) < 0 || (shows && append(seen->visible, number) < 0)) return 0;
            number++;
            shows = 0;
        }
    }
    seen->all = all;
    seen->some = some;
    seen->unspaced = (every & UNSPACED) != 0;
    seen->even = !(every & ODD_SPACE);
    if (shows && append(seen->visible, number) < 0) return 0;
    return !size || KIND(s[size - 1]) & BREAK ? 1 : append(seen->starts, size) == 0;
}

/* A view of a text, filled in its place, as narrow as its characters are: `all` has every bit that one of them has. */
static PyObject *WIDTH(narrowed)(PyObject *view, Py_UCS4 all) {
    if (WIDEST(all) >= PyUnicode_MAX_CHAR_VALUE(view)) return view;
    PyObject *narrow = WIDTH(string)(PyUnicode_DATA(view), PyUnicode_GET_LENGTH(view), all);
    Py_DECREF(view);
    return narrow;
}

static PyObject *WIDTH(read)(PyObject *text) {
    Py_ssize_t size = PyUnicode_GET_LENGTH(text);
    WIDTH(Seen) seen = {PyList_New(0), PyList_New(0), 1, 0, 0, 0};
    PyObject *folded = PyUnicode_New(size, PyUnicode_MAX_CHAR_VALUE(text)), *found = NULL;
    PyObject *unmarked = PyUnicode_New(size, PyUnicode_MAX_CHAR_VALUE(text));
    if (seen.starts && seen.visible && folded && unmarked &&
        WIDTH(pass)(PyUnicode_DATA(text), size, PyUnicode_DATA(folded), PyUnicode_DATA(unmarked), &seen)) {
        folded = WIDTH(narrowed)(folded, seen.all);
        unmarked = WIDTH(narrowed)(unmarked, seen.some);
        if (folded && unmarked)
            found = Py_BuildValue("OOOOOO", folded, unmarked, seen.starts, seen.visible, seen.even ? Py_True : Py_False,
                                  seen.unspaced ? Py_True : Py_False);
    }
    Py_XDECREF(seen.starts); Py_XDECREF(seen.visible);
    Py_XDECREF(folded); Py_XDECREF(unmarked);
    return found;
}

/* --- the facts of a line ------------------------------------------------------------------------------------------- */

/* Where the marks before what a line says end: bullets, and nested ones of plain text, "o " and "+ ". */
static Py_ssize_t WIDTH(lead)(const CHAR *s, Py_ssize_t at, Py_ssize_t end) {
    while (at < end && KIND(s[at]) & MARK) at++;
    if (at + 2 < end && (s[at] == '+' || s[at] == 'o') && s[at + 1] == ' ') {
        Py_UCS4 c = s[at + 2];
        if (KIND(c) & ALNUM && !(c >= 'a' && c <= 'z') && !Py_UNICODE_ISDECIMAL(c))
            for (at += 2; at < end && KIND(s[at]) & MARK; at++) ;
    }
    return at;
}

static void WIDTH(find_core)(const CHAR *s, Facts *f) {
    Py_UCS4 last = s[f->end - 1];
    int nested = f->end - f->start > 1 && s[f->start] == 'o' && s[f->start + 1] == ' ';
    if (KIND(s[f->start]) & ALNUM && !nested && (KIND(last) & ALNUM || is_one_of(last, ".,;!?\"')") || last == 0x201D)) return;
    Py_ssize_t lead = WIDTH(lead)(s, f->start, f->end);
    if (lead == f->end) return;
    f->core = lead;
    Py_ssize_t tail = Py_MAX(lead, f->end - 80);
    while (f->core_end > tail && KIND(s[f->core_end - 1]) & MARK) f->core_end--;
    while (f->core_end > lead && KIND(s[f->core_end - 1]) & SPACE) f->core_end--;
}

static int WIDTH(is_bulleted)(const CHAR *s, Py_ssize_t at, Py_ssize_t end) {
    if (Py_UNICODE_ISDECIMAL(s[at])) {
        if (++at < end && Py_UNICODE_ISDECIMAL(s[at])) at++;
        if (at == end || !(s[at] == '.' || s[at] == ')')) return 0;
    } else if (!is_bullet(s[at])) return 0;
    return at + 1 < end && KIND(s[at + 1]) & SPACE;
}

/* Words between spaces in [start, end), and of scripts without spaces one for two letters, or for five where a letter
 * is no word (`of_letters`: how many of these); `seen`: the kinds of all characters, and CELL where a tab or two
 * spaces stand. */
static Py_ssize_t WIDTH(count)(const CHAR *s, Py_ssize_t start, Py_ssize_t end, int *seen, Py_ssize_t *of_letters) {
    Py_ssize_t words = 0, unspaced = 0, letters = 0;
    int all = 0, before = SPACE;
    Py_UCS4 last = 0;
    for (; start < end; start++) {
        Py_UCS4 c = s[start];
        int kind = KIND(c);
        words += before & ~kind & SPACE; /* SPACE is 1 */
        unspaced += (kind & UNSPACED) != 0;
        letters += ((kind & UNSPACED) != 0) & (c < LAST_OF_LETTERS);
        all |= kind | ((((c == ' ') & (last == ' ')) | (c == '\t')) * CELL); /* no jump */
        before = kind;
        last = c;
    }
    *seen |= all;
    *of_letters = letters / 5;
    return words + (unspaced - letters) / 2 + *of_letters;
}

/* `unended`: words of a script whose sentences no mark ends, so that a longer line may be one. */
static int WIDTH(could_be_title)(const CHAR *s, Py_ssize_t size, const Facts *f, Py_UCS4 last, Py_ssize_t unended) {
    if (f->words < 2 || f->words + unended > 25 || ends_no_title(last)) return 0;
    Py_ssize_t at = f->core, top = Py_MIN(f->core + 2, size);
    while (at < top && (is_one_of(s[at], "\"'(") || s[at] == 0x201C || s[at] == 0x2018)) at++;
    return at == top || !Py_UNICODE_ISLOWER(s[at]);
}

static void WIDTH(line)(PyObject *text, Py_ssize_t start, Py_ssize_t stop, Facts *f) {
    const CHAR *s = PyUnicode_DATA(text);
    Py_ssize_t first = start;
    while (stop > start && KIND(s[stop - 1]) & SPACE) stop--;
    while (start < stop && KIND(s[start]) & SPACE) start++;
    f->start = start < stop ? start : first;
    f->end = start < stop ? stop : first;
    f->core = f->start;
    f->core_end = f->end;
    if (f->start == f->end) return;
    int seen = 0, core_seen = 0;
    Py_ssize_t of_letters = 0, of_core = 0;
    f->words = f->core_words = WIDTH(count)(s, start, stop, &seen, &of_letters);
    WIDTH(find_core)(s, f);
    if (f->core != start || f->core_end != stop)
        f->core_words = WIDTH(count)(s, f->core, f->core_end, &core_seen, &of_core);
    Py_ssize_t closed = stop;
    while (closed > start && closes(s[closed - 1])) closed--;
    Py_UCS4 last = closed > start ? s[closed - 1] : 0;
    f->ends_sentence = ends_sentence(last);
    f->prose = f->words < 4 ? f->ends_sentence && stop - start >= 40
                            : (f->words >= 12 && f->ends_sentence) || f->words + of_letters >= 40;
    f->in_capitals = f->words >= 2 && seen & UPPER && !(seen & LOWER);
    f->bulleted = WIDTH(is_bulleted)(s, start, stop);
    f->title = WIDTH(could_be_title)(s, PyUnicode_GET_LENGTH(text), f, last, of_letters);
    f->has_figure = (seen & FIGURE) != 0;
    f->may_be_row = (seen & CELL) != 0;
}
