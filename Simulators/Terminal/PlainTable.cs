using System.Text;

namespace CityOps.Simulators.Terminal;

/// <summary>A table in spaces: first column to the left, the others to the right, two spaces between.</summary>
static class PlainTable
{
    public static string Of(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        List<IReadOnlyList<string>> all = [heads, .. rows];
        var widths = heads.Select((_, column) => all.Max(row => row[column].Length)).ToList();
        var text = new StringBuilder();
        foreach (var row in all)
        {
            if (text.Length > 0)
            {
                text.Append(Environment.NewLine);
            }

            text.Append(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
        }

        return text.ToString();
    }
}
