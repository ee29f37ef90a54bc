"""Pictures: the words with which captions speak of what they show, and those with which reports tell what was said."""

from __future__ import annotations

from cleanr.text.late import late_re

# A paragraph that reports may have a credit glued to it.
REPORTING_VERBS = late_re(
    r"\b(?:said|says|told|according to|sagte|sagt|erklärte|teilte|laut|déclaré|affirmé|affirme|indiqué|expliqué|explique|selon|dijo|afirmó|aseguró|explicó"
    r"|según|disse|afirmou|explicou|detto|spiegato|dichiarato|secondo quanto|zei|zegt|volgens|säger|sade|enligt|sier|ifølge|sagde|siger|sanoi|kertoi|mukaan"
    r"|powiedział\w?|poinformował\w?|według|сказал\w?|заявил\w?|сообщил\w?|dedi|söyledi)\b"
)
_MONTHS_EN = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*\.? \d{1,2}, (?:19|20)\d\d"
_MONTH_EN = (
    r"in (?:january|february|march|april|may|june|july|august|september|october|november|december),? (?:19|20)\d\d"
)
_DATE = r"\d{1,2}(?:\.|er)? (?:de )?[^\W\d_]{3,9} (?:de )?(?:19|20)\d\d"
CAPTION_WORDS = late_re(
    rf"\b(?:left|right|cent(?:re|er)|pictured|seen|shown|poses?|posing|looks? on|stands?|walks?|sits?|holds?|speaks?|arrives?|waves?|file|photos?"
    rf"|pictures?|above|below|during|shows?|depict\w+|view|scene|undated|{_MONTHS_EN}|{_MONTH_EN}|{_DATE}"
    r"|print|canvas|edition of|cm|mm"  # under works of art
    r"|links|rechts|mitte|bild\w*|fotos?|archiv\w*|symbol(?:bild|foto)|zeigt|zu sehen|gauche|droite|ici|pose|posent|lors|illustration|images?"
    r"|izquierda|derecha|imagen|archivo|muestra|posa|esquerda|direita|imagem|arquivo|sinistra|destra|immagine|archivio|midden|beeld|archief|tijdens"
    r"|vänster|höger|bilden|venstre|høyre|højre|bildet|billedet|arkiv\w*|kuvassa|vasemmalla|oikealla|zdjęciu|lewej|prawej|слева|справа|фото|архив\w*"
    r"|solda|sağda|arşiv)\b|\((?:l|r|c|li\.?|re\.?)\)"
)
# A paragraph that opens so goes on from the one above; a caption starts anew.
CONTINUATIONS = frozenset(
    (
        "i", "we", "you", "he", "she", "it", "they", "his", "her", "their", "our", "my", "its", "this", "that", "these", "those", "there",
        "and", "but", "so", "then", "or", "yet", "nobody", "nothing", "no", "not", "what", "who", "when", "where", "why", "how", "if", "as",
        "now", "still", "even", "also", "only", "some", "all", "most", "one", "here", "to", "because", "for", "meanwhile", "indeed", "perhaps",
        "ich", "wir", "er", "sie", "es", "und", "aber", "doch", "das", "dies", "so", "dann", "niemand", "hier", "damit", "dabei", "auch", "denn",
        "je", "il", "elle", "nous", "ils", "et", "mais", "ce", "cela", "yo", "él", "ella", "pero", "y", "esto",
    )
)  # fmt: skip
