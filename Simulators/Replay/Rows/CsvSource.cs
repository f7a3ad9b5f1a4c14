using CityOps.Simulators.Verbs;
using nietras.SeparatedValues;

namespace CityOps.Simulators.Replay.Rows;

/// <summary>
/// A CSV, or a gzipped one, read row by row with constant memory. The first row has the columns' names; a name is found as it is, or without
/// the spaces around it. One reader at a time.
/// </summary>
sealed class CsvSource : IDisposable
{
    readonly FileStream file;
    readonly SepReader reader;
    readonly List<string> names;

    /// <exception cref="UnusableException">It cannot be opened, or has no first row.</exception>
    public CsvSource(string path, char delimiter)
    {
        Path = path;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException(e.Message);
        }

        try
        {
            // Not the library's header: it refuses names that occur twice, whether or not anybody asks for them.
            reader = Sep.New(delimiter).Reader(o => o with { HasHeader = false, Unescape = true, DisableColCountCheck = true }).From(Open(file));
            names = Next() ? [.. Enumerable.Range(0, reader.Current.ColCount).Select(HeadAt)] : throw new UnusableException($"{path}: there is no first row with names of columns");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Path { get; }

    /// <summary>Of the columns, as the first row has them.</summary>
    public IReadOnlyList<string> Names => names;

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>How much of the file was read, 0 to 1.</summary>
    public double Share => file.Length == 0 ? 1 : (double)file.Position / file.Length;

    /// <summary>Line in the file at which the row begins, from 1.</summary>
    public int Line => reader.Current.LineNumberFrom;

    /// <summary>Cells of the current row.</summary>
    public int Cells => reader.Current.ColCount;

    /// <summary>A cell of the current row, empty where the row is too short. Valid until the next row.</summary>
    public ReadOnlySpan<char> Cell(int index)
    {
        var row = reader.Current;
        return index >= 0 && index < row.ColCount ? row[index].Span : [];
    }

    /// <summary>The column of this name; -1 where there is none.</summary>
    public int Find(string name)
    {
        var index = names.IndexOf(name);
        return index >= 0 ? index : names.FindIndex(one => one.AsSpan().Trim().SequenceEqual(name.AsSpan().Trim()));
    }

    /// <exception cref="UnusableException">No column has the name; the message lists those that there are.</exception>
    public int IndexOf(string name)
    {
        var index = Find(name);
        return index >= 0 ? index : throw new UnusableException(
            $"{Path}: there is no column '{name}'; there are {string.Join(", ", names.Select(one => $"'{one}'"))}. Is the mapping's delimiter right?");
    }

    /// <summary>Goes to the next row that is not blank; false at the end.</summary>
    /// <exception cref="UnusableException">What is left is no CSV: a broken archive, or a row without end.</exception>
    public bool Next()
    {
        try
        {
            while (reader.MoveNext())
            {
                if (reader.Current.ColCount > 1 || !reader.Current[0].Span.IsWhiteSpace())
                {
                    return true;
                }
            }

            return false;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or IOException or OverflowException)
        {
            throw new UnusableException($"{Path} cannot be read to its end: {e.Message}");
        }
    }

    public void Dispose()
    {
        reader?.Dispose();
        file.Dispose();
    }

    string HeadAt(int index) => reader.Current[index].ToString();

    static Stream Open(FileStream file)
    {
        // By what it is and not by its name.
        var gzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return gzip ? new WholeGzip(file) : file;
    }
}
