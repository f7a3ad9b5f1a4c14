namespace CityOps.Ingestion.Alerts;

/// <summary>The evaluator's snapshot on disk. A new one replaces the old one in one step, so a crash leaves one of the two whole.</summary>
sealed class EvaluatorFile(string path)
{
    /// <summary>The bytes of the last snapshot, or null when there is none.</summary>
    public byte[]? Read() => File.Exists(path) ? File.ReadAllBytes(path) : null;

    public void Write(Action<Stream> write)
    {
        var next = path + ".next";
        using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
}
