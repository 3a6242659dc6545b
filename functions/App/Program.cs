using FollowUpFlows.App;
using Microsoft.Extensions.Hosting;

FollowUpApp.Build(args).Run();
