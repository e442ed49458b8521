"""What is a person's own."""

from inspection_app.models import Notification, User, UserSession


def end_session(user: User, session: UserSession) -> bool:
    """One's own."""
    return session.user_id == user.id


def see_notification(user: User, notification: Notification) -> bool:
    """Nobody but whom it tells."""
    return notification.user_id == user.id
