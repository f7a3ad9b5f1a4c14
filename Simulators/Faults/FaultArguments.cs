using System.CommandLine;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Faults;

/// <summary>The words of the city's command line that say what goes wrong.</summary>
static class FaultArguments
{
    static readonly Option<FileInfo?> File = new("--faults")
    {
        Description = "A JSON file of faults that devices and gateways get while the city is played; `faults` lists the kinds", HelpName = "file",
    };

    public static void AddTo(Command command) => command.Options.Add(File);

    /// <exception cref="UnusableException">The file is not one of faults.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<FaultOrder> Read(ParseResult words)
    {
        if (words.GetValue(File) is not { } file)
        {
            return [];
        }

        try
        {
            return FaultJson.Read(System.IO.File.ReadAllBytes(file.FullName));
        }
        catch (FaultOrderException e)
        {
            throw new UnusableException($"{file.Name}: {e.Message}");
        }
    }
}
