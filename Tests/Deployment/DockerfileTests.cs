using System.Text.RegularExpressions;
using System.Xml.Linq;
using CityOps.Tests.Conventions;

namespace CityOps.Tests.Deployment;

/// <summary>The one Dockerfile of all three programs.</summary>
public sealed partial class DockerfileTests
{
    static readonly ComposeFile City = ComposeFile.City;
    static readonly string[] Lines = [.. Sources.Text("Dashboard/Dockerfile").Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

    public static TheoryData<string> Ours => [.. City.Ours.Select(service => service.Name)];

    [Theory]
    [MemberData(nameof(Ours))]
    public void Target_RunsItsProgram(string name)
    {
        var service = City.Services[name];
        Assert.Equal("Dashboard/Dockerfile", service.Dockerfile);
        var program = char.ToUpperInvariant(name[0]) + name[1..];
        var stage = Stage(service.BuildTarget!);
        Assert.Equal("FROM base AS " + name, stage[0]);
        Assert.Contains($"ENTRYPOINT [\"dotnet\", \"CityOps.{program}.dll\"]", stage);
        Assert.Contains($"COPY --from={name}-build /app .", stage);
        Assert.Contains($"RUN dotnet publish {program} --no-restore -c Release -o /app", Stage(name + "-build"));
    }

    [Theory]
    [InlineData("ingestion")]
    [InlineData("dashboard")]
    public void HealthCheck_IsTheVerbOfTheSameProgram(string name)
    {
        var entrypoint = Stage(name).Single(line => line.StartsWith("ENTRYPOINT", StringComparison.Ordinal));
        Assert.Equal($"ENTRYPOINT [{string.Join(", ", City.Services[name].HealthTest.Skip(1).SkipLast(1).Select(word => $"\"{word}\""))}]", entrypoint);
        Assert.Equal(("CMD", "--health"), (City.Services[name].HealthTest[0], City.Services[name].HealthTest[^1]));
    }

    [Fact]
    public void Base_HasTimeZonesAndNoRoot()
    {
        var stage = Stage("base");
        Assert.Matches(@"aspnet:10\.0-noble-chiseled-extra AS base$", stage[0]);
        var user = stage.Single(line => line.StartsWith("USER ", StringComparison.Ordinal))["USER ".Length..];
        Assert.All(City.Ours, service => Assert.Equal($"{user}:{user}", service.User));
        var folder = City.Services["ingestion"].Volumes.Single().Target;
        Assert.Contains($"COPY --from=packages --chown={user}:{user} {folder} {folder}", stage);
    }

    [Fact]
    public void Image_IsOfOneVersion() => Assert.All(
        Lines.Select(line => From().Match(line)).Where(match => match.Success && !IsStage(match.Groups[1].Value)),
        match => Assert.Matches(@"^[a-z./-]+:\d+(\.\d+)?-[a-z-]+$", match.Groups[1].Value));

    [Fact]
    public void CopiedFiles_AreInTheRepository()
    {
        var copied = Lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1]).ToList();
        Assert.NotEmpty(copied);
        Assert.All(copied, path => Assert.True(Path.Exists(Path.Combine(Sources.Root, path)), path));
        Assert.All(Sources.Products, project => Assert.Subset(copied.ToHashSet(), new HashSet<string> { project, $"{project}/{project}.csproj" }));
    }

    [Fact]
    public void Packages_AreFetchedBeforeAnyCodeIsCopied()
    {
        var stage = Stage("packages").ToList();
        var restore = stage.IndexOf("RUN dotnet restore Dashboard");
        Assert.True(restore > 0);
        Assert.DoesNotContain(Sources.Products, project => stage.Any(line => line == $"COPY {project} {project}"));
        // What the project file of the Dashboard imports must be there, too.
        var imports = XDocument.Parse(Sources.Text("Dashboard/Dashboard.csproj")).Descendants("Import").Select(import => Path.GetDirectoryName((string)import.Attribute("Project")!));
        Assert.All(imports, folder => Assert.Contains($"COPY Dashboard/{folder} Dashboard/{folder}", stage.Take(restore)));
    }

    static bool IsStage(string name) => Lines.Any(line => line.EndsWith(" AS " + name, StringComparison.Ordinal));

    static IReadOnlyList<string> Stage(string name)
    {
        var start = Array.FindIndex(Lines, line => line.EndsWith(" AS " + name, StringComparison.Ordinal));
        Assert.True(start >= 0, $"there is no stage {name}");
        return [Lines[start], .. Lines.Skip(start + 1).TakeWhile(line => !line.StartsWith("FROM ", StringComparison.Ordinal))];
    }

    [GeneratedRegex("^FROM (\\S+) AS ")]
    private static partial Regex From();
}
