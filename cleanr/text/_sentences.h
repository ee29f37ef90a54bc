/* The sentences of a line. The plain twin, which is its definition, is `sentences_of` of cleanr/text/sentences.py.
 *
 *   sentences(text, start, end) -> (Span, …)      of the line text[start:end], in code points of the text */

static const char *const abbreviations = /* _SHORTENED of cleanr/text/sentences.py, with a space before and behind each */
    " mr mrs ms dr prof st jr sr vs gen gov sen rep col sgt lt capt cmdr rev hon inc co corp ltd fig ed "
    "jan feb mar apr jun jul aug sep sept oct nov dec approx ave mt pic etc ";
#define LONGEST_ABBREVIATION 6

typedef struct { int kind; const void *data; Py_ssize_t start, end; } LineText;

#define CHARACTER(line, at) PyUnicode_READ((line)->kind, (line)->data, at)

static int is_small(Py_UCS4 c) { return c >= 'a' && c <= 'z'; }

static int is_capital(Py_UCS4 c) { return c >= 'A' && c <= 'Z'; }

static int stops_wide(Py_UCS4 c) { return c == 0x3002 || c == 0xFF01 || c == 0xFF1F; }

static int opens_sentence(Py_UCS4 c) { return is_one_of(c, "\"'([*_") || c == 0x2018 || c == 0x201C; }

/* Where the word that ends at `stop` begins; of a word too long for an abbreviation, the end. */
static Py_ssize_t word_before(const LineText *line, Py_ssize_t stop) {
    Py_ssize_t start = stop;
    while (start > line->start && stop - start <= LONGEST_ABBREVIATION) {
        Py_UCS4 c = CHARACTER(line, start - 1);
        if (c != '_' && !(KIND(c) & ALNUM)) break;
        start--;
    }
    return start;
}

static int is_ascii_letter(Py_UCS4 c) { return is_small(c) || is_capital(c); }

/* Whether the letter before `stop` is the second one of "a.m.". */
static int second_letter(const LineText *line, Py_ssize_t stop) {
    if (stop - 2 < line->start || CHARACTER(line, stop - 2) != '.') return 0;
    Py_ssize_t start = word_before(line, stop - 2);
    return stop - 2 - start == 1 && is_ascii_letter(CHARACTER(line, start));
}

/* Whether the full stop at `stop`, behind which the line goes on, belongs to an abbreviation. */
static int abbreviates(const LineText *line, Py_ssize_t stop) {
    if (CHARACTER(line, stop) != '.') return 0;
    Py_ssize_t start = word_before(line, stop), size = stop - start;
    char word[LONGEST_ABBREVIATION + 4] = " ";
    int small = 1; /* whether all letters but the first one are */
    if (!size) return 0;
    for (Py_ssize_t i = 0; i < size; i++) {
        Py_UCS4 c = CHARACTER(line, start + i);
        if (!is_ascii_letter(c)) return 0;
        small &= !i || is_small(c);
        word[i + 1] = (char)(c | 0x20);
    }
    Py_UCS4 first = CHARACTER(line, start);
    if (size == 1) return (is_capital(first) && first != 'X') || second_letter(line, stop);
    if (!small) return 0;
    word[size + 1] = ' ';
    if (size <= LONGEST_ABBREVIATION && strstr(abbreviations, word)) return 1;
    return !strcmp(word, " no ") && KIND(CHARACTER(line, stop + 1)) & SPACE && stop + 2 < line->end
        && Py_UNICODE_ISDECIMAL(CHARACTER(line, stop + 2));
}

/* Where the next sentence begins, if one ends with the full stop at `stop`; 0 if none does. `after`: behind its marks. */
static Py_ssize_t next_sentence(const LineText *line, Py_ssize_t stop, Py_ssize_t *after) {
    Py_ssize_t at = stop + 1, end = line->end;
    while (at < end && ends_sentence(CHARACTER(line, at))) at++;
    while (at < end && closes(CHARACTER(line, at))) at++;
    *after = at;
    if (at == end) return 0;
    Py_UCS4 c = CHARACTER(line, at);
    if (KIND(c) & SPACE) {
        while (at < end && KIND(CHARACTER(line, at)) & SPACE) at++;
        Py_ssize_t word = at;
        while (word < end && opens_sentence(CHARACTER(line, word))) word++;
        if (word == end) return 0;
        c = CHARACTER(line, word);
        return KIND(c) & ALNUM && !is_small(c) ? at : 0;
    }
    if (is_capital(c) && at + 1 < end && is_small(CHARACTER(line, at + 1))) return at;
    return stops_wide(CHARACTER(line, at - 1)) && c != 0x300D && c != 0x300F && c != 0xFF09 ? at : 0;
}

static int add_span(PyObject *spans, Py_ssize_t start, Py_ssize_t end) {
    PyObject *span = new_span(start, end);
    int failed = !span || PyList_Append(spans, span) < 0;
    Py_XDECREF(span);
    return failed ? -1 : 0;
}

/* Add a sentence; a bracket at its start is one of its own when a capital follows. */
static int add_sentence(PyObject *spans, const LineText *line, Py_ssize_t start, Py_ssize_t end) {
    Py_UCS4 first = start < end ? CHARACTER(line, start) : 0;
    if (first == '(' || first == '[') {
        Py_UCS4 close = first == '(' ? ')' : ']';
        Py_ssize_t at = start + 1;
        while (at < end && at - start <= 201 && CHARACTER(line, at) != first && CHARACTER(line, at) != close) at++;
        Py_ssize_t inside = at - start - 1, next = at + 1;
        if (at < end && CHARACTER(line, at) == close && inside >= 1 && inside <= 200) {
            while (next < end && KIND(CHARACTER(line, next)) & SPACE) next++;
            if (next > at + 1 && next < end && is_capital(CHARACTER(line, next))) {
                if (add_span(spans, start, at + 1) < 0) return -1;
                start = next;
            }
        }
    }
    return add_span(spans, start, end);
}

static PyObject *sentences_on(const LineText *line) {
    PyObject *spans = PyList_New(0);
    Py_ssize_t start = line->start;
    for (Py_ssize_t at = line->start; spans && at < line->end; at++) {
        Py_UCS4 c = CHARACTER(line, at);
        if (!(c < 128 ? c == '.' || c == '!' || c == '?' : ends_sentence(c))) continue;
        Py_ssize_t after, next = next_sentence(line, at, &after);
        if (next && !abbreviates(line, at)) {
            if (add_sentence(spans, line, start, after) < 0) Py_CLEAR(spans);
            start = next;
        }
        at = (next ? next : after) - 1;
    }
    if (spans && (start < line->end || line->start == line->end) && add_sentence(spans, line, start, line->end) < 0)
        Py_CLEAR(spans);
    PyObject *all = spans ? PyList_AsTuple(spans) : NULL;
    Py_XDECREF(spans);
    return all;
}

static PyObject *sentences(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t number) {
    if (number != 3) return PyErr_Format(PyExc_TypeError, "sentences takes a text, a start and an end");
    if (!is_text(arguments[0])) return NULL;
    LineText line = {PyUnicode_KIND(arguments[0]), PyUnicode_DATA(arguments[0]), PyLong_AsSsize_t(arguments[1]),
                     PyLong_AsSsize_t(arguments[2])};
    if (PyErr_Occurred()) return NULL;
    if (line.start < 0 || line.start > line.end || line.end > PyUnicode_GET_LENGTH(arguments[0]))
        return PyErr_Format(PyExc_IndexError, "no line of the text");
    return sentences_on(&line);
}
