"""The pages and their order; nothing else. Called again on every run, so it must stay cheap."""

import streamlit as st

from dashboard.desk import page as desk
from dashboard.desk.acting import PAGE as DESK_PAGE
from dashboard.selection import PROVIDER_PAGE
from dashboard.views import overview, provider

st.navigation(
    [
        st.Page(overview.page, title="Overzicht", url_path="overzicht", default=True),
        st.Page(provider.page, title="Aanbieder", url_path=PROVIDER_PAGE),
        st.Page(desk.page, title="Aanleveren", url_path=DESK_PAGE),
    ],
    position="top",
).run()
