using System.Text;
using CityOps.Core.Readings;

namespace CityOps.Storage.City;

/// <summary>What people may write into the log book and into the remarks of a hand-over: printable signs on any number of lines.</summary>
public static class LogText
{
    public const int Most = 2_000;

    /// <summary>The text as it is kept: one kind of line end, nothing that cannot be printed, no blanks around it; null where nothing is left.</summary>
    public static string? Read(string? text)
    {
        var kept = new StringBuilder();
        foreach (var rune in (text ?? "").ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value == '\n' || PlainText.IsPrintable(rune))
            {
                kept.Append(rune.ToString());
            }
        }

        var all = kept.ToString().Trim();
        return all.Length == 0 ? null : all.Length <= Most ? all : all[..(char.IsHighSurrogate(all[Most - 1]) ? Most - 1 : Most)];
    }
}
