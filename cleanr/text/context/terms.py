"""Whether a paragraph speaks as terms, privacy policies and licences do."""

from __future__ import annotations

from cleanr.text.document import Line
from cleanr.text.wordset import WordSet

# What such texts are full of, in the languages that have most of them. No word of these is one of news alone.
_WORDS = WordSet(
    """
    agree agreement agreements applicable breach clause collect collected comply confidential confidentiality consent
    contract copyright copyrighted copyrights damages disclaim disclaimer disclose disclosed disclosure governed hereby
    herein hereunder indemnify infringement jurisdiction lawful liability liable licence licences license licensed
    licensee licenses licensor merchantability obligations parties permission permitted personal policy policies privacy
    processing prohibited provisions redistribute redistributed redistribution redistributions refund rights shall
    sublicense terminate termination terms trademark trademarks unauthorised unauthorized unlawful warranties warranty
    waive gdpr cookies
    datenschutz datenschutzerklärung personenbezogene personenbezogenen verarbeitung einwilligung rechtsgrundlage dsgvo
    haftung nutzungsbedingungen agb vertrag widerruf urheberrecht lizenz gewährleistung
    données personnelles traitement consentement confidentialité responsable conditions contrat responsabilité rgpd
    datos personales tratamiento consentimiento privacidad condiciones contrato responsabilidad licencia
    dati personali trattamento consenso riservatezza condizioni contratto responsabilità titolare
    dados pessoais tratamento consentimento privacidade condições contrato responsabilidade lgpd
    persoonsgegevens gegevens verwerking toestemming voorwaarden overeenkomst aansprakelijkheid avg
    personuppgifter behandling samtycke integritet villkor avtal ansvar
    danych osobowych przetwarzanie zgody prywatności regulamin umowa odpowiedzialność rodo
    персональных данных обработка согласие конфиденциальности соглашение договор ответственность условия
    """.split()  # noqa: SIM905
)
ENOUGH = 2  # different words; one has every text


def speaks_as_terms(line: Line, enough: int = ENOUGH) -> bool:
    """Return whether a paragraph has ``enough`` different words of terms, policies and licences."""
    return len(set(_WORDS.among(line.document.unmarked, line.start, line.end))) >= enough
