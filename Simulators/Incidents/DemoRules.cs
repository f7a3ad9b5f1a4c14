using System.Text;

namespace CityOps.Simulators.Incidents;

/// <summary>The alert rules that go with the demo script: they catch its incidents, and nothing on an ordinary day.</summary>
public static class DemoRules
{
    /// <summary>A JSON array of rules as <c>POST /rules</c> takes them, one by one.</summary>
    public static string Json { get; } = Read();

    static string Read()
    {
        using var stream = typeof(DemoRules).Assembly.GetManifestResourceStream("demo-rules.json")
            ?? throw new InvalidOperationException("BUG: demo-rules.json is not in the assembly");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
