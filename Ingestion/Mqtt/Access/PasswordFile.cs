namespace CityOps.Ingestion.Mqtt.Access;

/// <summary>The lines <c>name:hash</c> of mosquitto's password_file, in their order. Lines that are something else stay as they are.</summary>
sealed class PasswordFile(string text)
{
    readonly List<string> _lines = [.. text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0)];

    public bool Has(string name) => Find(name) >= 0;

    /// <summary>Adds the name, or gives it another password.</summary>
    public void Set(string name, string hash)
    {
        var (at, line) = (Find(name), $"{name}:{hash}");
        if (at < 0)
        {
            _lines.Add(line);
        }
        else
        {
            _lines[at] = line;
        }
    }

    public override string ToString() => string.Concat(_lines.Select(line => line + "\n"));

    int Find(string name) => _lines.FindIndex(line => line.StartsWith(name + ":", StringComparison.Ordinal));
}
