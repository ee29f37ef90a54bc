/* Passes over texts of one width of characters: CHAR; WIDTH(name) is the name of a function for it. */

/* A new string of what stands in `from`; `all` has every bit that one of the characters has. */
static PyObject *WIDTH(string)(const CHAR *from, Py_ssize_t size, Py_UCS4 all) {
    PyObject *text = PyUnicode_New(size, all < 0x80 ? 0x7F : all < 0x100 ? 0xFF : all < 0x10000 ? 0xFFFF : 0x10FFFF);
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

static PyObject *WIDTH(fold)(PyObject *text) {
    const CHAR *s = PyUnicode_DATA(text);
    Py_ssize_t size = PyUnicode_GET_LENGTH(text);
    CHAR *folded = PyMem_Malloc(2 * (size + 1) * sizeof(CHAR)), *apart = folded + size;
    if (!folded) return PyErr_NoMemory();
    Py_UCS4 all = 0, some = 0;
    for (Py_ssize_t at = 0; at < size; at++) {
        Py_UCS4 c = s[at], plain = FOLD(c);
        folded[at] = (CHAR)plain;
        all |= plain;
        plain = KIND(plain) & ALNUM || (c == '_' && !WIDTH(emphasis)(s, at, size)) ? plain : ' ';
        apart[at] = (CHAR)plain;
        some |= plain;
    }
    PyObject *views = PyTuple_New(2), *one = WIDTH(string)(folded, size, all), *other = WIDTH(string)(apart, size, some);
    PyMem_Free(folded);
    if (!views || !one || !other) {
        Py_XDECREF(views); Py_XDECREF(one); Py_XDECREF(other);
        return NULL;
    }
    PyTuple_SET_ITEM(views, 0, one);
    PyTuple_SET_ITEM(views, 1, other);
    return views;
}
