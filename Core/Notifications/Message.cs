namespace CityOps.Core.Notifications;

/// <summary>A notification in words of one language.</summary>
/// <param name="Subject">One line: what, where, how bad.</param>
/// <param name="Text">Plain text, lines ended by <c>\n</c>.</param>
/// <param name="Html">A whole document for mail programs: styles inline, nothing fetched, readable without images.</param>
/// <param name="Short">For a telephone: at most 300 characters with the link, if there is one.</param>
public sealed record Message(string Subject, string Text, string Html, string Short);
