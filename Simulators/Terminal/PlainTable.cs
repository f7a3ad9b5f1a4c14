namespace CityOps.Simulators.Terminal;

/// <summary>A table in spaces: words to the left, numbers to the right, two spaces between columns.</summary>
static class PlainTable
{
    const int Between = 2;

    /// <param name="words">How many columns, from the left, are words.</param>
    public static string Of(IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows, int words)
    {
        var widths = Widths(heads, rows);
        return string.Join(Environment.NewLine, rows.Prepend(heads).Select(row => string.Join(
            new string(' ', Between), row.Select((cell, column) => column < words ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd()));
    }

    /// <summary>In characters, of the columns that have a head.</summary>
    public static int Width(IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows) =>
        Widths(heads, rows).Sum() + (heads.Count - 1) * Between;

    static List<int> Widths(IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows) =>
        [.. heads.Select((head, column) => rows.Select(row => row[column].Length).Append(head.Length).Max())];
}
