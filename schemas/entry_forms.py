"""Forms of social return as files of contractors and registration tools call them."""

from __future__ import annotations

from schemas.synonyms import by_name
from schemas.vocabulary import EntryForm

NAMES = by_name({
    EntryForm.PLACEMENT: ("arbeidsplaats", "arbeidsplek", "baan", "dienstverband", "in dienst", "indienstneming",
                          "arbeidsovereenkomst", "reguliere baan", "plaatsingen"),
    EntryForm.INTERNSHIP: ("stageplaats", "stageplek", "stages"),
    EntryForm.WORK_LEARNING: ("leerwerkplek", "leerwerkplaats", "leer-werkbaan", "leer-werkplek", "leerbaan",
                              "leerwerktraject", "leerwerkovereenkomst"),
    EntryForm.TRAINING: ("opleiding", "scholing", "cursus", "trainingen"),
    EntryForm.PURCHASE: ("inkoop", "inkoop SW", "inkoop bij SW", "inkoop bij SW-bedrijf", "inkoop SW-bedrijf",
                         "inkoop sociale onderneming", "inkoop bij sociale onderneming", "sociale inkoop"),
    EntryForm.ACTIVITY: ("maatschappelijke activiteiten", "maatschappelijke bijdrage", "sociale activiteit",
                         "social activity"),
})  # fmt: skip
