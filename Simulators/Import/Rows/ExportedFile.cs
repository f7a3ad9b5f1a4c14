using System.Globalization;
using System.Text;
using CityOps.Core.Readings;
using CityOps.Simulators.Replay.Rows;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Import.Rows;

/// <summary>A file of single readings as a city gives it away, row by row with constant memory. Not thread-safe.</summary>
sealed class ExportedFile : IDisposable
{
    const string Failed = "fail";
    const int MostShown = 40;
    const int MostTimeCharacters = 64;

    readonly CsvSource source;
    readonly ImportOptions options;
    readonly ImportTally tally;
    readonly int timeAt;
    readonly int seriesAt;
    readonly int valueAt;
    readonly int unitAt;
    readonly int qualityAt;
    readonly int domainAt;

    // Rows of a series follow one another: what the last one said is most likely what this one says.
    string seriesText = "";
    SeriesId series;
    string unit = "";

    /// <exception cref="UnusableException">It cannot be read, or its columns are not those of single readings.</exception>
    public ExportedFile(string path, ImportOptions options, ImportTally tally)
    {
        (this.options, this.tally) = (options, tally);
        source = new CsvSource(path, ',');
        try
        {
            (timeAt, seriesAt, valueAt, unitAt, qualityAt) = (Column("time"), Column("series"), Column("value"), Column("unit"), Column("quality"));
            domainAt = source.Find("domain");
            if (domainAt < 0 && options.Domain is null)
            {
                throw new UnusableException($"{path}: there is no column 'domain'; --domain says which domain its devices belong to");
            }
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public ImportRow Current { get; private set; }

    /// <summary>How much of the file was read, 0 to 1.</summary>
    public double Share => source.Share;

    /// <summary>Goes to the next row that is to be sent, and counts it and those before it; false at the end.</summary>
    /// <exception cref="UnusableException">What is left is no CSV.</exception>
    public bool Next()
    {
        while (source.Next())
        {
            if (!TryRead(out var row, out var why, out var what))
            {
                tally.Count(why, source.Name, source.Line, what);
            }
            else if (!options.WithFailed && source.Cell(qualityAt).SequenceEqual(Failed))
            {
                tally.CountFailed();
            }
            else
            {
                Current = row;
                tally.CountUsed();
                return true;
            }
        }

        return false;
    }

    public void Dispose() => source.Dispose();

    bool TryRead(out ImportRow row, out LeftOut why, out string what)
    {
        row = default;
        (why, what) = (default, "");
        var domain = domainAt < 0 ? options.Domain : Domains.Find(source.Cell(domainAt));
        (LeftOut Why, string What)? wrong =
            !TryTime(source.Cell(timeAt), out var at) ? (LeftOut.NoTime, $"'{Shown(timeAt)}' is no time such as 2026-01-13T06:10:00.000Z")
            : !TrySeries(source.Cell(seriesAt)) ? (LeftOut.NoSeries, $"'{Shown(seriesAt)}' is no series such as aq-017:pm10")
            : domain is null ? (LeftOut.NoDomain, $"'{Shown(domainAt)}' is none of {string.Join(' ', Domains.All)}")
            : !TryNumber(source.Cell(valueAt), out var value) ? (LeftOut.NoNumber, $"'{Shown(valueAt)}' is no number")
            : Take(out row, new ImportRow(at, series, domain, value, Unit()));
        if (wrong is { } mistake)
        {
            (why, what) = mistake;
        }

        return wrong is null;
    }

    static (LeftOut Why, string What)? Take(out ImportRow row, ImportRow read)
    {
        row = read;
        return null;
    }

    static bool TryTime(ReadOnlySpan<char> cell, out long at)
    {
        Span<byte> utf8 = stackalloc byte[MostTimeCharacters];
        at = 0;
        return Encoding.UTF8.TryGetBytes(cell.Trim(), utf8, out var length) && Rfc3339.TryParse(utf8[..length], out at);
    }

    static bool TryNumber(ReadOnlySpan<char> cell, out double value) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    bool TrySeries(ReadOnlySpan<char> cell)
    {
        if (cell.SequenceEqual(seriesText) && cell.Length > 0)
        {
            return true;
        }

        var text = cell.ToString();
        if (!SeriesId.TryParse(Plain(text).ToString(), out var read))
        {
            return false;
        }

        (seriesText, series) = (text, read);
        return true;
    }

    string Unit()
    {
        var text = Plain(source.Cell(unitAt));
        return text.SequenceEqual(unit) ? unit : unit = text.ToString();
    }

    /// <summary>Without the apostrophe that keeps a spreadsheet from taking a text for a formula.</summary>
    static ReadOnlySpan<char> Plain(ReadOnlySpan<char> text) => text is ['\'', '=' or '+' or '-' or '@' or '\t' or '\r', ..] ? text[1..] : text;

    string Shown(int column)
    {
        var cell = source.Cell(column);
        return PlainText.Excerpt(cell.Length <= MostShown ? cell.ToString() : $"{cell[..MostShown]}…", MostShown + 1);
    }

    int Column(string name) => source.Find(name) is >= 0 and var index ? index : throw new UnusableException(
        $"{source.Path}: there is no column '{name}'; there are {string.Join(", ", source.Names.Select(one => $"'{one}'"))}. "
        + "import reads what GET /api/v1/export gives; other recordings are for `replay`.");
}
