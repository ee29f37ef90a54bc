/* code_marks(text): how many marks of code stand in a text. The plain twin, which is its definition, is the pattern of
 * cleanr/text/context/code.py; each case is one alternative of it. Included by _kernel.c. */

#define OF_WORD(c) ((c) == '_' || KIND(c) & ALNUM)
#define AT_TEXT(at) ((at) >= 0 && (at) < size ? PyUnicode_READ(kind, data, at) : 0) /* no mark is told by a NUL */
#define ENDS_AT(at) ((at) == size || AT_TEXT(at) == '\n')

/* Where the ruler under a heading ends: `c` at the start of a line behind a line feed, three times more at least. */
static Py_ssize_t ruler_end(int kind, const void *data, Py_ssize_t size, Py_ssize_t at) {
    Py_UCS4 c = AT_TEXT(at);
    Py_ssize_t end = at + 1;
    while (end < size && AT_TEXT(end) == c) end++;
    return AT_TEXT(at - 1) == '\n' && end - at >= 4 && ENDS_AT(end) ? end : 0;
}

/* Where the mark of code that begins at `at` ends; 0: none begins there. */
static Py_ssize_t code_mark_end(int kind, const void *data, Py_ssize_t size, Py_ssize_t at) {
    Py_UCS4 c = AT_TEXT(at), before = AT_TEXT(at - 1), next = AT_TEXT(at + 1), third = AT_TEXT(at + 2);
    Py_ssize_t end = at + 1;
    switch (c) {
    case '`':
        while (end < size && end <= at + 80 && AT_TEXT(end) != '`' && AT_TEXT(end) != '\n') end++;
        return end > at + 1 && AT_TEXT(end) == '`' ? end + 1 : 0;
    case ':':
        return at && before != ':' && next == ':' && at + 2 < size && (KIND(third) & SPACE || OF_WORD(third)) ? at + 2 : 0;
    case '(':
        if (!at || !OF_WORD(before)) return 0;
        if (end < size && Py_UNICODE_ISDECIMAL(AT_TEXT(end))) end++;
        if (AT_TEXT(end) >= 'a' && AT_TEXT(end) <= 'z') end++;
        return AT_TEXT(end) == ')' ? end + 1 : 0;
    case '-':
        if (at && (KIND(before) & SPACE || is_one_of(before, "[(=|")) && next == '-' && third >= 'a' && third <= 'z') return at + 3;
        return ruler_end(kind, data, size, at);
    case '{': case '}': case ';':
        return ENDS_AT(end) ? end : 0;
    case '_':
        return before >= 'a' && before <= 'z' && next >= 'a' && next <= 'z' ? at + 2 : 0;
    case '<':
        return next == '/' && third >= 'a' && third <= 'z' ? at + 3 : 0;
    case '/':
        if (next == '>' && ENDS_AT(at + 2)) return at + 2;
        if (!at || !(KIND(before) & SPACE || before == '~' || before == '.')) return 0;
        while (end < size && OF_WORD(AT_TEXT(end))) end++;
        if (end == at + 1 || AT_TEXT(end) != '/' || end + 1 >= size) return 0;
        return AT_TEXT(end + 1) == '.' || OF_WORD(AT_TEXT(end + 1)) ? end + 2 : 0;
    case '$':
        return before == '\n' && next == ' ' && at + 2 < size && OF_WORD(third) ? at + 3 : 0;
    case '>':
        return before == '\n' && next == '>' && third == '>' && AT_TEXT(at + 3) == ' ' ? at + 4 : 0;
    default: /* = and ~ */
        return ruler_end(kind, data, size, at);
    }
}

static PyObject *code_marks(PyObject *Py_UNUSED(module), PyObject *text) {
    if (!is_text(text)) return NULL;
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t size = PyUnicode_GET_LENGTH(text), marks = 0, end;
    for (Py_ssize_t at = 0; at < size; at++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, at);
        if (c > 127 || !may_mark_code[c] || !(end = code_mark_end(kind, data, size, at))) continue;
        marks++;
        at = end - 1;
    }
    return PyLong_FromSsize_t(marks);
}
