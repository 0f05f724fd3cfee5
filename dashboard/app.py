"""The pages in their order (dashboard.contents); nothing else. Called again on every run, so it must stay cheap."""

import streamlit as st

from dashboard.contents import sections
from dashboard.session import remember_page

page = st.navigation(
    {
        name: [
            st.Page(item.page, title=item.title, url_path=item.address or None, default=not item.address)
            for item in entries
        ]
        for name, entries in sections().items()
    },
    position="top",
)
remember_page(page.title)
page.run()
