"""Seven Statements: open the app and run its menu."""

from audit.pages import menu

menu.run()
